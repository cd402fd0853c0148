import type { Setting } from "../../../knowledge/index.ts";
import type { Plan, PlannedNode } from "../../../experiments/index.ts";
import type { Lack } from "../../contract.ts";
import { kubeletValue, type BucketField } from "../kubelet-bucket.ts";
import { settingsByComponent } from "../settings.ts";

/**
 * What a hollow node's kubelet can be told, by the field of a KubeletConfiguration that means the same; all of it is
 * always said, since kubemark's own defaults (10 and 20 requests) are no kubelet's.
 */
const flags = {
  kubeAPIQPS: "--kube-api-qps",
  kubeAPIBurst: "--kube-api-burst",
  maxPods: "--max-pods",
} as const;

/** The flags of one node's kubelet that settings have a say in. */
export function flagsOf(
  { maxPods }: PlannedNode,
  settings: readonly Setting[],
  kubernetes: string,
): readonly string[] {
  const value = (field: BucketField) => kubeletValue(field, settings, kubernetes);
  const pods = settingsByComponent(settings).kubelet.config.get("maxPods") ?? maxPods;
  return [
    `${flags.kubeAPIQPS}=${value("kubeAPIQPS")}`,
    `${flags.kubeAPIBurst}=${value("kubeAPIBurst")}`,
    `${flags.maxPods}=${pods}`,
  ];
}

/**
 * What is wrong with settings of the kubelet that mean nothing on hollow nodes, which pull no images and send no
 * events. Where there are real nodes too, those take them.
 */
export function refusedSettings(plan: Plan, settings: readonly Setting[]): Lack | undefined {
  if (plan.nodes.some(({ kind }) => kind === "real")) return undefined;
  const { config, flags: given } = settingsByComponent(settings).kubelet;
  const fields = [...config.keys()].filter((field) => !(field in flags)).map((field) => `kubelet.${field}`);
  const lost = [...fields, ...given];
  if (lost.length === 0) return undefined;
  return {
    what: `${lost.join(", ")} cannot be set on hollow nodes, whose kubelets take ${Object.keys(flags).join(", ")} alone`,
    mend: "leave it out, or take real nodes",
  };
}
