import type { NodeState } from "../../trial/record.ts";
import { derived, known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { total, without } from "../intervals.ts";
import { congestedOn } from "../nodes.ts";
import { quotaUsedUp, saturated } from "../processor.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const noKubelet = known(0, "no node has a kubelet");

/** Whether one node got more than its part of the pods, and the deployment waited for it. */
export function placementFacts(view: TrialView): Readings {
  const onNodes = podsByNode(view);
  const [fullest, pods] = [...onNodes].toSorted(([, a], [, b]) => b - a)[0] ?? [];
  const all = [...onNodes.values()].reduce((sum, count) => sum + count, 0);
  if (fullest === undefined || pods === undefined) {
    const why = missing("no timeline shows which node a pod went to");
    return readingOf(why, ids, "placement.");
  }
  const eligible = eligibleNodes(view, onNodes, fullest);
  const share = pods / all;
  const origin = "timeline, the pods' nodes";
  const crowded = crowdedSeconds(view, fullest, share, eligible);
  return {
    "placement.fullest-node": known(fullest, origin),
    "placement.fullest-share": known(share, origin),
    "placement.used-nodes": known(onNodes.size, origin),
    "placement.eligible-nodes": eligible,
    "placement.imbalance": derived(eligible, (nodes) => share * nodes, "fullest-share times eligible-nodes"),
    "placement.crowded-seconds": crowded,
    "placement.crowded-share": shareOfDeployment(view, crowded, "crowded / deployment"),
  };
}

const ids = [
  ...["fullest-node", "fullest-share", "used-nodes", "eligible-nodes"],
  ...["imbalance", "crowded-seconds", "crowded-share"],
];

function podsByNode({ record }: TrialView): ReadonlyMap<string, number> {
  const nodeOf = new Map(record.timeline.containers.map(({ pod, node }) => [pod, node]));
  const counts = new Map<string, number>();
  for (const node of nodeOf.values()) if (node !== undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}

/** Nodes that take pods like these, whatever the pods themselves ask for. */
function eligibleNodes(view: TrialView, onNodes: ReadonlyMap<string, number>, fullest: string): Reading {
  const { objects } = view.record;
  if (objects === undefined || objects.nodes.length === 0) {
    if ((congestedOn(view, fullest) ?? []).length === 0)
      return known(onNodes.size, "nodes that were used, none of which was waited for");
    const { provider, nodes } = view.context.plan;
    return provider === "existing"
      ? missing("the cluster's nodes were not listed")
      : known(nodes.length, "nodes of the plan");
  }
  const tolerated = new Set(
    objects.nodes
      .filter(({ name }) => onNodes.has(name))
      .flatMap(({ taints }) => taints.map(({ key }) => key)),
  );
  const isOpen = ({ unschedulable, taints }: NodeState): boolean =>
    unschedulable !== true &&
    taints.every(({ key, effect }) => effect === "PreferNoSchedule" || tolerated.has(key));
  const open = objects.nodes.filter((node) => onNodes.has(node.name) || isOpen(node)).length;
  return known(open, "nodes without a taint or cordon that keeps such pods off");
}

/**
 * What an even distribution would spare: of the time in which pods waited for the fullest node, the part that is not its
 * fair one. A machine that all nodes share has no more processor to give, wherever the pods go, unless it is a quota of its
 * own that the node has used up.
 */
function crowdedSeconds(view: TrialView, node: string, share: number, eligible: Reading): Reading {
  const waits = congestedOn(view, node);
  if (waits === undefined) return noKubelet;
  if (waits.length === 0) return known(0, "no pod waited for the fullest node");
  if ("missing" in eligible || typeof eligible.value !== "number") return eligible;
  const full = view.context.plan.provider === "existing" ? [] : saturated(view);
  if (full === undefined) return missing("processor use was not sampled");
  const spared = Math.max(0, 1 - 1 / (eligible.value * share));
  const common = without(full, quotaUsedUp(view, node));
  return known(
    spared * total(without(waits, common)),
    "starts on the fullest node that took several times an unloaded one, less the part that an even distribution leaves it",
  );
}
