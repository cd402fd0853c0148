import { compareMinor } from "../../../knowledge/index.ts";
import type { ConfigTree } from "./config-tree.ts";

/** What a kubelet reads at its start, as it sees it. */
export interface KubeletFiles {
  readonly config: string;
  readonly kubeconfig: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Where a kubelet is, and who its pods are told to ask for names. */
export interface KubeletPlace {
  readonly address: string;
  readonly port: number;
  readonly maxPods: number;
  readonly verbosity: number;
  /** An address of the services' range. */
  readonly dns: string;
  readonly containerdSocket: string;
}

/** From version 1.31 on, which brought the field; 1.35 and later refuse cgroup version 1 unless it is set. */
const knowsFailCgroupV1 = (kubernetes: string): boolean => compareMinor(kubernetes, "1.31") >= 0;

/**
 * What the KubeletConfiguration of every node of Columbo's says. Nothing is evicted and no image is removed because a disk
 * is full: it is the machine's or a throw-away overlay's, which is not the node's fault.
 */
export function commonKubeletConfig(
  { address, port, maxPods, verbosity, dns, containerdSocket }: KubeletPlace,
  files: Pick<KubeletFiles, "ca" | "certificate" | "key">,
  kubernetes: string,
): ConfigTree {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address,
    port,
    healthzPort: 0,
    tlsCertFile: files.certificate,
    tlsPrivateKeyFile: files.key,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: files.ca },
    },
    authorization: { mode: "Webhook" },
    // Without one, every pod start costs an event; nothing answers there.
    clusterDNS: [dns],
    clusterDomain: "cluster.local",
    resolvConf: "",
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
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
}

export const kubeletArgv = (
  node: { readonly name: string; readonly address: string },
  files: Pick<KubeletFiles, "config" | "kubeconfig">,
): readonly string[] => [
  `--config=${files.config}`,
  `--kubeconfig=${files.kubeconfig}`,
  `--hostname-override=${node.name}`,
  `--node-ip=${node.address}`,
];
