import { arrivalsOf } from "./arrivals.ts";
import { jobController, scheduler } from "./buckets.ts";
import { counted, type Counted } from "./histogram.ts";
import type { Interval } from "./intervals.ts";
import { oncePerTrial, type TrialView } from "./trial-view.ts";

/** Mean and number of the scheduler's decisions about pods, without what happens beside its loop. */
export const decisionMetric = "scheduler_scheduling_algorithm_duration_seconds";
/** Only some of the decisions are measured plugin by plugin, so that shares are what these tell. */
export const pluginMetric = "scheduler_plugin_execution_duration_seconds";

/** What a decision consists of; the rest, such as the binding itself, happens beside the loop. */
const deciding = ["PreFilter", "Filter", "PostFilter", "PreScore", "Score"];
/** The plugins that hold a pod's constraints on other pods against the pods that are there. */
export const constraintPlugins = ["InterPodAffinity", "PodTopologySpread"];

/** From this part of its time on, the loop that takes one pod after the other is what pods wait for. */
const busyLoop = 0.7;
/** From this part of the decisions on it is the constraints that make them long. */
const costlyShare = 0.4;

/** What the scheduler's loop spent its time with. */
export interface Decisions {
  readonly cycles: Counted;
  /** Of the constraints' plugins the one that took most; undefined where none was asked. */
  readonly plugin?: string;
  /** The part of all plugins' time that constraints on other pods took. */
  readonly share: number;
  /** From the first pod until the last binding; the whole deployment, which is longer, where neither was seen. */
  readonly during: Interval;
  /** The part of that time in which it decided. */
  readonly busy: number;
  /** The loop is what pods wait for. */
  readonly isLimit: boolean;
}

/** Undefined when the scheduler was not read. */
export const decisionsOf = oncePerTrial((view): Decisions | undefined => {
  const cycles = counted(view, "kube-scheduler", decisionMetric);
  if (cycles === undefined) return undefined;
  const times = pluginTimes(view);
  const all = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const costly = times
    .filter(({ name }) => constraintPlugins.includes(name))
    .toSorted((a, b) => b.seconds - a.seconds);
  const share = all === 0 ? 0 : costly.reduce((sum, { seconds }) => sum + seconds, 0) / all;
  const plugin = costly[0]?.name;
  const created = arrivalsOf(view, jobController).times;
  const bound = arrivalsOf(view, scheduler).times;
  const during = { from: created[0] ?? 0, to: bound.at(-1) ?? view.record.deploymentSeconds };
  const busy = during.to <= during.from ? 0 : Math.min(1, cycles.sum / (during.to - during.from));
  return {
    ...{ cycles, share, during, busy, isLimit: busy >= busyLoop },
    ...(plugin === undefined ? {} : { plugin }),
  };
});

function pluginTimes({ record }: TrialView): readonly { readonly name: string; readonly seconds: number }[] {
  const sums = record.metrics.filter(
    ({ component, name, labels }) =>
      component === "kube-scheduler" &&
      name === `${pluginMetric}_sum` &&
      deciding.includes(labels["extension_point"] ?? ""),
  );
  return [...Map.groupBy(sums, ({ labels }) => labels["plugin"] ?? "")].map(([name, own]) => ({
    name,
    seconds: own.reduce((sum, { delta }) => sum + delta, 0),
  }));
}

/** When pods waited for decisions that constraints on other pods make long, and that use several cores while they last. */
export const heldByConstraints = oncePerTrial((view): readonly Interval[] => {
  const decisions = decisionsOf(view);
  return decisions?.isLimit === true && decisions.share >= costlyShare ? [decisions.during] : [];
});
