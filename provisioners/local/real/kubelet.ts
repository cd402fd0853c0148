import type { ComponentSettings } from "../settings.ts";
import { withValues, type ConfigTree } from "../components/config-tree.ts";
import { commonKubeletConfig, type KubeletFiles } from "../components/kubelet.ts";
import type { Site } from "../site.ts";
import type { RealNode } from "./node.ts";
import { containerdSocket } from "./containerd.ts";

/** What the machine has, of which a node gets its plan's share. */
export interface MachineSize {
  readonly cores: number;
  readonly memoryBytes: number;
}

/** What it says by itself; observers ask for more while they look. */
export const kubeletVerbosity = ({ quiet }: Site): number => (quiet === true ? 0 : 2);

/**
 * The KubeletConfiguration of a real node. The node's size is the plan's: what the machine has more is reserved.
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
  const place = {
    ...{ address: node.address, port: node.port, maxPods, verbosity: kubeletVerbosity(site) },
    ...{ dns: "198.19.0.10", containerdSocket },
  };
  const config: ConfigTree = {
    ...commonKubeletConfig(place, files, kubernetes),
    cgroupDriver: "cgroupfs",
    cgroupRoot: node.cgroup,
    systemReserved: { cpu: `${Math.round(spareCores * 1000)}m`, memory: `${Math.floor(spareBytes)}` },
    // Chains in iptables would outlive the node, and nothing here uses them.
    makeIPTablesUtilChains: false,
    volumePluginDir: "/var/lib/kubelet/volume-plugins",
    ...(tracing === undefined
      ? {}
      : { tracing: { endpoint: tracing.endpoint, samplingRatePerMillion: 1_000_000 } }),
  };
  return withValues(config, values);
}
