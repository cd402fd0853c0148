import { jobController, scheduler } from "../buckets.ts";
import { arrivalsOf } from "../arrivals.ts";
import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { counted, meanOf, type Counted } from "../histogram.ts";
import { quantileOf } from "../numbers.ts";
import type { TrialView } from "../trial-view.ts";

const algorithm = "scheduler_scheduling_algorithm_duration_seconds";
/** Only some of the cycles are measured plugin by plugin, so that shares are what these tell. */
const plugins = "scheduler_plugin_execution_duration_seconds";
/** What a decision consists of; the rest, such as the binding itself, happens beside the loop. */
const deciding = ["PreFilter", "Filter", "PostFilter", "PreScore", "Score"];
/** Those that hold a pod's constraints on other pods against the pods that are there. */
const constraints = ["InterPodAffinity", "PodTopologySpread"];
/** From this part of its time on, the loop that takes one pod after the other is what pods wait for. */
const busyLoop = 0.7;

/** What the scheduler's decisions cost, and which plugin they cost most. */
export function pluginCostFacts(view: TrialView): Readings {
  if (view.context.plan.provider === "simulated")
    return allOf(known(0, "a simulated scheduler's decisions cost the same for any pod"), "none");
  const cycles = counted(view, "kube-scheduler", algorithm);
  if (cycles === undefined) return allOf(missing("no metrics of kube-scheduler were read"));
  const times = pluginTimes(view);
  const all = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const costly = times.filter(({ name }) => constraints.includes(name));
  const share = all === 0 ? 0 : costly.reduce((sum, { seconds }) => sum + seconds, 0) / all;
  const [first] = costly.toSorted((a, b) => b.seconds - a.seconds);
  const busy = busyShare(view, cycles);
  const seconds = derived(
    busy,
    (part) => (part >= busyLoop ? cycles.sum : meanOf(cycles)) * share,
    `${algorithm}, and the share of ${constraints.join(" and ")} in ${plugins}`,
  );
  return {
    "plugin-cost.plugin": known(first?.name ?? "none", plugins),
    "plugin-cost.share": known(share, `${plugins}, ${constraints.join(" and ")}`),
    "plugin-cost.cycle-mean-seconds": known(meanOf(cycles), algorithm),
    "plugin-cost.busy-share": busy,
    "plugin-cost.slowing-ratio": slowing(view),
    "plugin-cost.seconds": seconds,
    "plugin-cost.deployment-share": derived(
      seconds,
      (value) => Math.min(1, value / view.record.deploymentSeconds),
      "plugin-cost.seconds / deployment",
    ),
  };
}

const ids = ["share", "cycle-mean-seconds", "busy-share", "slowing-ratio", "seconds", "deployment-share"];

function allOf(reading: Reading, name?: string): Readings {
  return {
    ...Object.fromEntries(ids.map((id) => [`plugin-cost.${id}`, reading])),
    "plugin-cost.plugin": name === undefined || "missing" in reading ? reading : known(name, reading.origin),
  };
}

function pluginTimes(view: TrialView): readonly { readonly name: string; readonly seconds: number }[] {
  const sums = view.record.metrics.filter(
    ({ component, name, labels }) =>
      component === "kube-scheduler" &&
      name === `${plugins}_sum` &&
      deciding.includes(labels["extension_point"] ?? ""),
  );
  return [...Map.groupBy(sums, ({ labels }) => labels["plugin"] ?? "")].map(([name, own]) => ({
    name,
    seconds: own.reduce((sum, { delta }) => sum + delta, 0),
  }));
}

/**
 * The part of the time from the first pod until the last binding in which the scheduler decided about one; of the whole
 * deployment, which is less, where neither was seen.
 */
function busyShare(view: TrialView, cycles: Counted): Reading {
  const created = arrivalsOf(view, jobController).times;
  const bound = arrivalsOf(view, scheduler).times;
  const [from = 0, to = view.record.deploymentSeconds] = [created[0], bound.at(-1)];
  return known(to <= from ? 0 : Math.min(1, cycles.sum / (to - from)), `${algorithm} and audit log`);
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
