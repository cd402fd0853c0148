import { arrivalsOf } from "../arrivals.ts";
import { scheduler } from "../buckets.ts";
import { constraintPlugins, decisionMetric, decisionsOf, pluginMetric } from "../decisions.ts";
import { known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { meanOf } from "../histogram.ts";
import { quantileOf } from "../numbers.ts";
import type { TrialView } from "../trial-view.ts";

/** What the scheduler's decisions cost, and which plugin they cost most. */
export function pluginCostFacts(view: TrialView): Readings {
  if (view.context.plan.provider === "simulated")
    return allOf(known(0, "a simulated scheduler's decisions cost the same for any pod"), "none");
  const decisions = decisionsOf(view);
  if (decisions === undefined) return allOf(missing("no metrics of kube-scheduler were read"));
  const { cycles, plugin = "none", share, busy, isLimit } = decisions;
  const parts = `${pluginMetric}, ${constraintPlugins.join(" and ")}`;
  const seconds = (isLimit ? cycles.sum : meanOf(cycles)) * share;
  return {
    "plugin-cost.plugin": known(plugin, pluginMetric),
    "plugin-cost.share": known(share, parts),
    "plugin-cost.cycle-mean-seconds": known(meanOf(cycles), decisionMetric),
    "plugin-cost.busy-share": known(busy, `${decisionMetric} and audit log`),
    "plugin-cost.slowing-ratio": slowing(view),
    "plugin-cost.seconds": known(seconds, `${decisionMetric}; ${parts}`),
    "plugin-cost.deployment-share": known(
      Math.min(1, seconds / view.record.deploymentSeconds),
      "plugin-cost.seconds / deployment",
    ),
  };
}

const ids = ["share", "cycle-mean-seconds", "busy-share", "slowing-ratio", "seconds", "deployment-share"];

function allOf(reading: Reading, name?: string): Readings {
  return {
    ...readingOf(reading, ids, "plugin-cost."),
    "plugin-cost.plugin": name === undefined || "missing" in reading ? reading : known(name, reading.origin),
  };
}

/** How much longer bindings are apart in the last quarter than in the first: pods that are there make decisions dearer. */
function slowing(view: TrialView): Reading {
  const { times, origin } = arrivalsOf(view, scheduler);
  const gaps = times.slice(1).map((to, index) => to - (times[index] ?? to));
  const quarter = Math.floor(gaps.length / 4);
  const [early, late] = [gaps.slice(0, quarter), gaps.slice(-quarter)].map((part) => quantileOf(part, 0.5));
  if (quarter === 0 || early === undefined || late === undefined || early === 0)
    return known(1, `${origin}: too few bindings to compare`);
  return known(late / early, `${origin}, median gaps of the last and the first quarter`);
}
