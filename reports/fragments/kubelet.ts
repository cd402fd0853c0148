import { configurationOf, type SettingOf } from "./settings.ts";

/**
 * A KubeletConfiguration with these settings, as kubeadm keeps it for all nodes in the ConfigMap kubelet-config;
 * undefined when none of them belongs there.
 */
export function kubeletConfiguration(settings: readonly SettingOf[]): string | undefined {
  return configurationOf(settings, "kubelet", {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
  });
}
