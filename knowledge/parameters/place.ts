import type { Component, Parameter } from "../parameter.ts";

type Place = Pick<Parameter, "id" | "component" | "set" | "kubeadm" | "restart">;

/** Where kubeadm keeps the flags of what it runs as static pods. */
const kubeadm: Readonly<Partial<Record<Component, string>>> = {
  etcd: "ClusterConfiguration.etcd.local.extraArgs",
  "kube-apiserver": "ClusterConfiguration.apiServer.extraArgs",
  "kube-controller-manager": "ClusterConfiguration.controllerManager.extraArgs",
  "kube-scheduler": "ClusterConfiguration.scheduler.extraArgs",
};

type StaticPod = "etcd" | "kube-apiserver" | "kube-controller-manager" | "kube-scheduler";

/** What all flags of a component have in common; `name` is the flag's, without dashes. */
export function asFlag(component: StaticPod, name: string): Place {
  return {
    id: `${component}.${name}`,
    component,
    set: { by: "flag", flag: `--${name}` },
    kubeadm: kubeadm[component] ?? "",
    restart: component,
  };
}

/** What all feature gates of a component have in common. */
export function asGate(component: "kube-apiserver" | "kube-scheduler" | "kubelet", gate: string): Place {
  const isField = component === "kubelet";
  return {
    id: `${component}.${isField ? "featureGates" : "feature-gates"}.${gate}`,
    component,
    set: { by: "feature-gate", gate },
    kubeadm: isField
      ? "KubeletConfiguration.featureGates, which each node has in /var/lib/kubelet/config.yaml"
      : `${kubeadm[component] ?? ""} feature-gates`,
    restart: component,
  };
}
