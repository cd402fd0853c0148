import type { ParameterValue } from "../../../knowledge/index.ts";
import { withValues, type ConfigTree } from "../../local/components/config-tree.ts";
import { commonKubeletConfig, type KubeletFiles } from "../../local/components/kubelet.ts";

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
} as const satisfies KubeletFiles;

export const kubeletPort = 10_250;

/**
 * The KubeletConfiguration of a node that has a machine to itself.
 * @param values settings, and what an emulated machine is told about time, by dotted path
 */
export function virtualKubeletConfig(
  { address, maxPods, verbosity }: VirtualKubelet,
  kubernetes: string,
  values: ReadonlyMap<string, ParameterValue>,
): ConfigTree {
  const place = {
    ...{ address, port: kubeletPort, maxPods, verbosity },
    ...{ dns: "10.96.0.10", containerdSocket: "/run/containerd/containerd.sock" },
  };
  return withValues(
    { ...commonKubeletConfig(place, kubeletPaths, kubernetes), cgroupDriver: "systemd" },
    values,
  );
}
