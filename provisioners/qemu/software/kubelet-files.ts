import { compareMinor, type ParameterValue } from "../../../knowledge/index.ts";
import { withValues, type ConfigTree } from "../../local/components/config-tree.ts";

/** A node's kubelet, as its machine sees it. */
export interface VirtualKubelet {
  readonly name: string;
  readonly address: string;
  readonly maxPods: number;
  readonly verbosity: number;
}

/** Where its files are on the machine. */
export const kubeletPaths = {
  config: "/etc/columbo/kubelet.json",
  kubeconfig: "/etc/columbo/kubelet-kubeconfig.json",
  ca: "/etc/columbo/ca.crt",
  certificate: "/etc/columbo/kubelet.crt",
  key: "/etc/columbo/kubelet.key",
} as const;

export const kubeletPort = 10_250;

const knowsFailCgroupV1 = (kubernetes: string): boolean => compareMinor(kubernetes, "1.31") >= 0;

/**
 * The KubeletConfiguration of a node that has a machine to itself. Nothing is evicted for a full disk, which is the
 * overlay's and thrown away.
 * @param values settings, and what an emulated machine is told about time, by dotted path
 */
export function virtualKubeletConfig(
  { address, maxPods, verbosity }: VirtualKubelet,
  kubernetes: string,
  values: ReadonlyMap<string, ParameterValue>,
): ConfigTree {
  const config: ConfigTree = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address,
    port: kubeletPort,
    healthzPort: 0,
    tlsCertFile: kubeletPaths.certificate,
    tlsPrivateKeyFile: kubeletPaths.key,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: kubeletPaths.ca },
    },
    authorization: { mode: "Webhook" },
    // Without one, every pod start costs an event; nothing answers there.
    clusterDNS: ["10.96.0.10"],
    clusterDomain: "cluster.local",
    resolvConf: "",
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
    cgroupDriver: "systemd",
    failSwapOn: false,
    ...(knowsFailCgroupV1(kubernetes) ? { failCgroupV1: false } : {}),
    maxPods,
    evictionHard: {
      "memory.available": "0%",
      "nodefs.available": "0%",
      "nodefs.inodesFree": "0%",
      "imagefs.available": "0%",
    },
    imageGCHighThresholdPercent: 100,
    logging: { format: "json", verbosity },
  };
  return withValues(config, values);
}

export const virtualKubeletArgv = ({ name, address }: VirtualKubelet): readonly string[] => [
  `--config=${kubeletPaths.config}`,
  `--kubeconfig=${kubeletPaths.kubeconfig}`,
  `--hostname-override=${name}`,
  `--node-ip=${address}`,
];
