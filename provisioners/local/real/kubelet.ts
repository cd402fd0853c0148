import { compareMinor } from "../../../knowledge/index.ts";
import type { ComponentSettings } from "../settings.ts";
import { withValues, type ConfigTree } from "../components/config-tree.ts";
import type { Site } from "../site.ts";
import type { RealNode } from "./node.ts";
import { containerdSocket } from "./containerd.ts";

export interface KubeletFiles {
  readonly config: string;
  readonly kubeconfig: string;
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** What the machine has, of which a node gets its plan's share. */
export interface MachineSize {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** What it says by itself; observers ask for more while they look. */
export const kubeletVerbosity = ({ quiet }: Site): number => (quiet === true ? 0 : 2);

/** From version 1.31 on, which brought the field; 1.35 and later refuse cgroup version 1 unless it is set. */
const knowsFailCgroupV1 = (kubernetes: string): boolean => compareMinor(kubernetes, "1.31") >= 0;

/**
 * The KubeletConfiguration of a real node. The node's size is the plan's: what the machine has more is reserved.
 * Nothing is evicted and no image is removed because the machine's disk is full, which is not the node's fault.
 */
export function kubeletConfig(
  site: Site,
  node: RealNode,
  files: KubeletFiles,
  kubernetes: string,
  machine: MachineSize,
  values: ComponentSettings["config"],
): ConfigTree {
  const { tracing } = site;
  const { cores, memoryGiB, maxPods } = node.planned;
  const spareCores = Math.max(0, machine.cores - cores);
  const spareBytes = Math.max(0, machine.memoryBytes - memoryGiB * 1024 ** 3);
  const config: ConfigTree = {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: node.address,
    port: node.port,
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
    clusterDNS: ["198.19.0.10"],
    clusterDomain: "cluster.local",
    resolvConf: "",
    containerRuntimeEndpoint: `unix://${containerdSocket}`,
    cgroupDriver: "cgroupfs",
    cgroupRoot: node.cgroup,
    failSwapOn: false,
    ...(knowsFailCgroupV1(kubernetes) ? { failCgroupV1: false } : {}),
    maxPods,
    systemReserved: { cpu: `${Math.round(spareCores * 1000)}m`, memory: `${Math.floor(spareBytes)}` },
    evictionHard: {
      "memory.available": "0%",
      "nodefs.available": "0%",
      "nodefs.inodesFree": "0%",
      "imagefs.available": "0%",
    },
    imageGCHighThresholdPercent: 100,
    // Chains in iptables would outlive the node, and nothing here uses them.
    makeIPTablesUtilChains: false,
    volumePluginDir: "/var/lib/kubelet/volume-plugins",
    logging: { format: "json", verbosity: kubeletVerbosity(site) },
    ...(tracing === undefined
      ? {}
      : { tracing: { endpoint: tracing.endpoint, samplingRatePerMillion: 1_000_000 } }),
  };
  return withValues(config, values);
}

export const kubeletArgv = (node: RealNode, files: KubeletFiles): readonly string[] => [
  `--config=${files.config}`,
  `--kubeconfig=${files.kubeconfig}`,
  `--hostname-override=${node.name}`,
  `--node-ip=${node.address}`,
];
