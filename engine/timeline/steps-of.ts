import { max, median } from "simple-statistics";
import type { Plan } from "../../experiments/index.ts";
import { comparePoints, steps, type PointId, type Step } from "../../knowledge/index.ts";
import type { ObservedStep } from "../store/stored-run.ts";
import type { StepMean } from "../trial/record.ts";
import type { ContainerTimeline, Timeline, TimelinePoint } from "./timeline.ts";
import type { SeenFrom } from "./expected-points.ts";
import { endsWithReport, seenFrom, wayOf } from "./way.ts";

/** One container's way from one point to the next. */
interface Passage {
  readonly from: PointId;
  readonly to: PointId;
  readonly name: string;
  readonly start: TimelinePoint | undefined;
  readonly end: TimelinePoint | undefined;
  /** It is on the way of the container that ran last. */
  readonly last: boolean;
}

/**
 * Every step over all containers, in order. A step leads to a point from the one before it that should be there on
 * that kind of node and level of observation, or was seen: so what lies between, and could not be seen, is part of
 * the step, and each container's steps add up to its time. Where nodes differ in that, a step has a row for each.
 * Both ends must have been seen for a container to count. A step that no container shows has the mean that a
 * component's counters give, where there is one, also where the step was not to be expected.
 */
export function stepsOf(timeline: Timeline, plan: Plan, means: readonly StepMean[] = []): ObservedStep[] {
  const from = seenFrom(plan);
  const last = timeline.containers.at(-1);
  const passages = timeline.containers.flatMap((container) =>
    passagesOf(container, from(container), container === last),
  );
  const groups = Map.groupBy(passages, (passage) => `${passage.from} ${passage.to} ${passage.name}`);
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [rowOf(first, group)];
  });
  const meanOf = new Map(means.map((mean) => [mean.step as string, mean]));
  const unseen = steps.filter(({ to }) => meanOf.has(to) && !rows.some((row) => row.to === to));
  return [...rows, ...unseen.map(({ from: start, to }) => ({ ...described(start, to), ...nothing }))]
    .map((row) => withMean(row, meanOf.get(row.to)))
    .sort((a, b) => a.number - b.number || comparePoints(b.from as PointId, a.from as PointId));
}

/**
 * Of all steps on all containers' ways, the share with both ends seen, per cent. A mean of all requests shows no
 * container's step and does not count.
 */
export function coveragePercentOf(all: readonly ObservedStep[]): number {
  const total = all.reduce((sum, { of }) => sum + of, 0);
  const seen = all.reduce((sum, { containers }) => sum + containers, 0);
  return total === 0 ? 0 : (100 * seen) / total;
}

function passagesOf(container: ContainerTimeline, from: SeenFrom, last: boolean): readonly Passage[] {
  const { points } = container;
  const way = wayOf(container, from);
  const reported = endsWithReport(container, from);
  return way.slice(1).map((to, index) => {
    const start = way[index] ?? to;
    const known = from.kind === "kwok" ? onKwok[`${start} ${to}`] : undefined;
    const named = (point: PointId): PointId =>
      reported && point === "container-running" ? "running-reported" : point;
    const passed = stepsBetween(named(start), named(to));
    const name = known ?? namesOf(passed);
    return { from: start, to, name, start: points[start], end: points[to], last };
  });
}

function rowOf({ from, to, name }: Passage, group: readonly Passage[]): ObservedStep {
  const seen = group.flatMap(({ start, end, last }) =>
    start === undefined || end === undefined
      ? []
      : [{ start, end, last, seconds: end.seconds - start.seconds }],
  );
  const row = { ...described(from, to), name, containers: seen.length, of: group.length };
  if (seen.length === 0) return { ...row, sources: [] };
  const seconds = seen.map((one) => one.seconds);
  const ofLast = seen.find(({ last }) => last);
  return {
    ...row,
    ...(seen.some(({ start, end }) => start.modelled === true || end.modelled === true)
      ? { modelled: true }
      : {}),
    median: median(seconds),
    longest: max(seconds),
    ...(ofLast === undefined ? {} : { last: ofLast.seconds }),
    precision: max(seen.map(({ start, end }) => start.precision + end.precision)),
    sources: [...new Set(seen.map(({ end }) => sourceOf(end)))],
  };
}

const nothing = { containers: 0, of: 0, sources: [] };

/** Number, stage and name of the step between two points; what it passes over is part of its name. */
function described(
  from: PointId,
  to: PointId,
): Pick<ObservedStep, "number" | "stage" | "from" | "to" | "name"> {
  const passed = stepsBetween(from, to);
  const end = passed.at(-1);
  if (end === undefined) throw new TypeError(`no step leads from ${from} to ${to}`);
  const stage = end.stage === undefined ? {} : { stage: end.stage };
  return { number: end.number, ...stage, from, to, name: namesOf(passed) };
}

function stepsBetween(from: PointId, to: PointId): readonly Step[] {
  return steps.filter((step) => comparePoints(step.to, from) > 0 && comparePoints(step.to, to) <= 0);
}

function namesOf(passed: readonly Step[]): string {
  return passed.map(({ name }) => name).join("; ");
}

/** On nodes without a kubelet the plan's own pod start takes the place of a dozen steps. */
const onKwok: Readonly<Record<string, string>> = {
  "pod-delivered sandbox-ready": "pod start as the experiment models it",
  "sandbox-ready container-running": "rest of the modelled pod start, status into the API, watch",
};

function sourceOf({ source, late }: TimelinePoint): string {
  return late === true ? `${source} (at the latest)` : source;
}

function withMean(row: ObservedStep, mean: StepMean | undefined): ObservedStep {
  if (mean === undefined || row.containers > 0) return row;
  const { seconds, count, source } = mean;
  return { ...row, mean: { seconds, count, source } };
}
