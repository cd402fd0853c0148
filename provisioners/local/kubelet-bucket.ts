import { defaultOf, findParameter, type Setting } from "../../knowledge/index.ts";
import { settingsByComponent } from "./settings.ts";

export type BucketField = "kubeAPIQPS" | "kubeAPIBurst";

/** A field of the KubeletConfiguration as it is set, else the kubelet's own default. */
export function kubeletValue(field: BucketField, settings: readonly Setting[], kubernetes: string): number {
  const set = settingsByComponent(settings).kubelet.config.get(field);
  const parameter = findParameter(`kubelet.${field}`);
  if (parameter === undefined) throw new TypeError(`unknown parameter kubelet.${field}`);
  return Number(set ?? defaultOf(parameter, kubernetes));
}

/** How long the token bucket of a kubelet's requests takes from empty to full, milliseconds. */
export function kubeletRefillMs(settings: readonly Setting[], kubernetes: string): number {
  const qps = kubeletValue("kubeAPIQPS", settings, kubernetes);
  return qps > 0 ? (kubeletValue("kubeAPIBurst", settings, kubernetes) / qps) * 1000 : 0;
}
