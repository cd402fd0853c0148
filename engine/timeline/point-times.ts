import type { ModelledPodStart, NodeKind } from "../../experiments/index.ts";
import { points, type PointId } from "../../knowledge/index.ts";
import { endIsModelled, sandboxSeconds } from "./modelled-start.ts";
import type { Stamp } from "./timeline.ts";

/** When a container passed a point, as the source that is believed has it. */
export interface PointTime {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly source: string;
  /** Milliseconds. */
  readonly precision: number;
  readonly modelled?: true;
  readonly late?: true;
}

/** Stamps of each point of one container, the most believed first. */
export type StampsAt = (point: PointId) => readonly Stamp[];

/**
 * What cannot happen before the point, though its own source may show it later: an object is in etcd no later than
 * its first delivery by a watch, while the response to its writer, which the audit log shows, may be written after
 * that; and a process may print before the runtime says that it was started. Such a point is the earliest of all.
 */
const consequenceOf: Readonly<Partial<Record<PointId, PointId>>> = {
  "job-stored": "job-enqueued",
  "pod-stored": "pod-queued",
  "binding-stored": "pod-delivered",
  "container-started": "container-running",
};

/**
 * The time of every point that something showed, on a node with a kubelet. A source that shows a point late by a
 * delay that it cannot tell counts where nothing else does, and never after the next point that is known.
 */
export function timesOnKubelet(stampsAt: StampsAt): ReadonlyMap<PointId, PointTime> {
  const exact = (point: PointId): PointTime | undefined => stampsAt(point).find(({ late }) => late !== true);
  const times = new Map<PointId, PointTime>();
  let next = Number.POSITIVE_INFINITY;
  for (const { id } of points.toReversed()) {
    const late = stampsAt(id).filter((stamp) => stamp.late === true);
    const consequence = consequenceOf[id];
    const certain =
      consequence === undefined
        ? exact(id)
        : earliest([...present(exact(id)), ...present(exact(consequence)), ...late]);
    const shown = certain ?? derived(id, exact) ?? earliest([...late, ...lateReport(id, stampsAt)]);
    if (shown === undefined) continue;
    const time = shown.late === true ? { ...shown, at: Math.min(shown.at, next) } : shown;
    times.set(id, time);
    next = Math.min(next, time.at);
  }
  return withReports(times, exact("container-started"));
}

/**
 * The API may say that a container runs, or is ready, before its application has said its first word: such a report
 * was awaited no longer than that word. One that came before the container's start is none.
 */
function withReports(
  times: ReadonlyMap<PointId, PointTime>,
  started: PointTime | undefined,
): ReadonlyMap<PointId, PointTime> {
  const running = times.get("container-running");
  const moved = reports.flatMap((id) => {
    const reported = times.get(id);
    if (running === undefined || reported === undefined || reported.at >= running.at) return [];
    const isNone = started !== undefined && started.at - reported.at > started.precision + reported.precision;
    return isNone ? [] : [[id, { ...reported, at: running.at }] as const];
  });
  return new Map([...times, ...moved]);
}

const reports = ["running-reported", "container-ready"] as const;

/**
 * The same on a node without a kubelet, where the plan's own pod start passes between delivery and the report that
 * the container runs: it runs when the API says so.
 */
export function timesOnKwok(stampsAt: StampsAt, podStart: ModelledPodStart): ReadonlyMap<PointId, PointTime> {
  const reported = first(stampsAt("running-reported"));
  const own: StampsAt = (point) => (inPod.has(point) ? [] : stampsAt(point));
  const times = new Map(timesOnKubelet(own));
  const ready = first(stampsAt("container-ready"));
  if (ready !== undefined) times.set("container-ready", ready);
  if (reported === undefined) return times;
  times.set("running-reported", reported);
  const delivered = times.get("pod-delivered");
  if (delivered === undefined) return times.set("container-running", reported);
  const whole = (reported.at - delivered.at) / 1000;
  times.set("sandbox-ready", {
    ...delivered,
    at: delivered.at + sandboxSeconds(podStart, whole) * 1000,
    source: "model of kwok nodes",
    modelled: true,
  });
  return times.set("container-running", {
    ...reported,
    ...(endIsModelled(podStart, whole) ? { modelled: true as const } : {}),
  });
}

/** The times of one container's points on a node of this kind; a pod that no node got has those before it. */
export function timesOn(
  kind: NodeKind | undefined,
  stampsAt: StampsAt,
  podStart: ModelledPodStart,
): ReadonlyMap<PointId, PointTime> {
  return kind === "kwok" ? timesOnKwok(stampsAt, podStart) : timesOnKubelet(stampsAt);
}

/** On a node without a kubelet nothing shows what happens in a pod. */
const inPod: ReadonlySet<PointId> = new Set(
  points.slice(points.findIndex(({ id }) => id === "pod-delivered") + 1).map(({ id }) => id),
);

/** An application that prints nothing runs when it is started. */
function derived(id: PointId, exact: (point: PointId) => PointTime | undefined): PointTime | undefined {
  return id === "container-running" ? exact("container-started") : undefined;
}

/** Where not even the start was seen, the container runs no later than the API says. */
function lateReport(id: PointId, stampsAt: StampsAt): readonly PointTime[] {
  if (id !== "container-running") return [];
  return present(first(stampsAt("running-reported"))).map((reported) => ({ ...reported, late: true }));
}

function earliest<T extends PointTime>(times: readonly T[]): T | undefined {
  return times.reduce<T | undefined>(
    (best, time) => (best === undefined || time.at < best.at ? time : best),
    undefined,
  );
}

function first<T>(all: readonly T[]): T | undefined {
  return all[0];
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
