import type { Parameter } from "../../parameter.ts";

/** What all fields of the kubelet's configuration file have in common. */
export function asKubeletField(
  path: string,
): Pick<Parameter, "id" | "component" | "set" | "kubeadm" | "restart"> {
  return {
    id: `kubelet.${path}`,
    component: "kubelet",
    set: { by: "config-file", path },
    kubeadm: "KubeletConfiguration, which each node has as /var/lib/kubelet/config.yaml",
    restart: "kubelet",
  };
}
