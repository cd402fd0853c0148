import type { Setting } from "../../../knowledge/index.ts";
import type { Remedy, RemedyContext } from "../remedy.ts";
import { valueUnder } from "../../setting-value.ts";

/** More at once fill the link and the disk of any node. */
const mostAtOnce = 20;

/**
 * Pulls that a node wants at the same time: at most those that the busiest node had in the trial. Two pods that wait for
 * one image are two pulls for the kubelet.
 */
function wanted({ trial }: RemedyContext): number {
  const nodes = new Map(trial.timeline.containers.map(({ pod, node = "" }) => [pod, node]));
  const pulled = trial.pulls?.map(({ node = "" }) => node) ?? [];
  const asked = pulled.length === 0 ? [...nodes.values()] : pulled;
  const perNode = [...Map.groupBy(asked, (node) => node).values()].map(({ length }) => length);
  return Math.max(1, Math.min(mostAtOnce, Math.max(...perNode)));
}

/** What the kubelet's limit on pulls must let begin at once. */
function limitFor({ plan, settings }: RemedyContext, count: number): readonly Setting[] {
  return Number(valueUnder(plan, settings, "kubelet.registryBurst")) >= count
    ? []
    : [
        { parameter: "kubelet.registryPullQPS", value: count },
        { parameter: "kubelet.registryBurst", value: count },
      ];
}

/** As many images at once as a node wanted. */
export const serializeImagePulls: Remedy = {
  parameter: "kubelet.serializeImagePulls",
  values(context) {
    if (context.cause !== "kubelet/serial-image-pulls") return [];
    const count = wanted(context);
    return [
      {
        settings: [
          { parameter: "kubelet.serializeImagePulls", value: false },
          { parameter: "kubelet.maxParallelImagePulls", value: Math.max(2, count) },
          ...limitFor(context, count),
        ],
        why: `a node began ${count} pulls at about the same time`,
      },
    ];
  },
};

/** A limit that lets all begin that a node wants at once. */
export const registryPullQPS: Remedy = {
  parameter: "kubelet.registryPullQPS",
  values(context) {
    if (context.cause !== "kubelet/registry-pull-limit") return [];
    const count = wanted(context);
    const settings = limitFor(context, count);
    if (settings.length === 0) return [{ reason: `the limit lets ${count} pulls begin at once` }];
    return [{ settings, why: `a node began ${count} pulls at about the same time` }];
  },
};
