import type { Plan } from "../../experiments/index.ts";
import {
  defaultOf,
  findConstant,
  findParameter,
  type Component,
  type ParameterValue,
  type StageId,
} from "../../knowledge/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { Interval } from "./intervals.ts";

/** What must be known beside the trials. */
export interface FactContext {
  readonly plan: Plan;
  /** Seconds by stage, as far as the model says anything. */
  readonly model?: {
    readonly predicted?: Readonly<Partial<Record<StageId, number>>>;
    readonly bestCase?: Readonly<Partial<Record<StageId, number>>>;
    /** What a start on a node with a kubelet takes when nothing else is going on. */
    readonly unloadedStart?: number;
  };
  /** Seconds by which trials differ without any change. */
  readonly noiseSeconds: number;
}

/** One trial, as the derivations of facts see it. Times are seconds since the client started. */
export interface TrialView {
  readonly record: TrialRecord;
  readonly context: FactContext;
  /** Client start until the last container ran. */
  readonly window: Interval;
}

export function viewOf(record: TrialRecord, context: FactContext): TrialView {
  return { record, context, window: { from: 0, to: record.deploymentSeconds } };
}

/** Seconds since the client started of a time in milliseconds since the epoch. */
export function since(view: TrialView, at: number): number {
  return (at - view.record.timeline.startedAt) / 1000;
}

/** Computes something once per trial, however many facts are made from it. */
export function oncePerTrial<T>(derive: (view: TrialView) => T): (view: TrialView) => T {
  const results = new WeakMap<TrialView, { readonly value: T }>();
  return (view) => {
    const result = results.get(view) ?? { value: derive(view) };
    results.set(view, result);
    return result.value;
  };
}

/** The value of a numeric parameter in this trial: what was set, else the default of the plan's version. */
export function configured(view: TrialView, id: string): { readonly value: number; readonly origin: string } {
  const { value, origin } = setting(view, id);
  return { value: Number(value), origin };
}

/** The value of any parameter in this trial, as text. */
export function settingText(view: TrialView, id: string): string {
  return String(setting(view, id).value);
}

function setting(
  { record, context }: TrialView,
  id: string,
): { readonly value: ParameterValue; readonly origin: string } {
  const set = record.settings.find(({ parameter }) => parameter.toLowerCase() === id.toLowerCase());
  if (set !== undefined) return { value: set.value, origin: `${id} as set` };
  const { kubernetes } = context.plan;
  const parameter = findParameter(id);
  if (parameter === undefined) throw new TypeError(`no parameter ${id}`);
  return { value: defaultOf(parameter, kubernetes), origin: `${id}, default of ${kubernetes}` };
}

/** The value of something that is compiled in. */
export function constant(id: string): number {
  const found = findConstant(id);
  if (found === undefined) throw new TypeError(`no constant ${id}`);
  return found.value;
}

/**
 * How much a counter of a component grew, over all series that carry these labels. Series that did not grow are
 * not recorded, so a component that was read at all has 0 for them; undefined when it was not read.
 */
export function grown(
  view: TrialView,
  component: Component,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const read = metricsOf(view).get(component);
  return read
    ?.filter((metric) => metric.name === name)
    .filter((metric) => Object.entries(labels).every(([label, value]) => metric.labels[label] === value))
    .reduce((sum, { delta }) => sum + delta, 0);
}

const metricsOf = oncePerTrial((view) => Map.groupBy(view.record.metrics, ({ component }) => component));

/** Whether some point of the timeline comes from this component's log. */
export function logShows(
  view: TrialView,
  component: Component,
  point: "job-unpacked" | "pod-scheduling" | "pod-delivered",
): boolean {
  return view.record.timeline.containers.some(({ points }) => points[point]?.source.includes(component));
}
