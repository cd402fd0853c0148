import { Document } from "yaml";
import type { SettingOf } from "./settings.ts";

/**
 * A KubeletConfiguration with these settings, as kubeadm keeps it for all nodes in the ConfigMap kubelet-config;
 * undefined when none of them belongs there.
 */
export function kubeletConfiguration(settings: readonly SettingOf[]): string | undefined {
  const own = settings.flatMap(({ parameter, value }) =>
    parameter.component === "kubelet" && parameter.set.by === "config-file"
      ? [{ path: parameter.set.path.split("."), value }]
      : [],
  );
  if (own.length === 0) return undefined;
  const document = new Document({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
  });
  for (const { path, value } of own) document.setIn(path, value);
  return document.toString();
}
