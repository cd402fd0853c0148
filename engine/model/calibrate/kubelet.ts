import { findConstant, type PointId } from "../../../knowledge/index.ts";
import type { TrialRecord } from "../../trial/index.ts";
import { priorKubeletTimes } from "../priors.ts";
import type { KubeletTimes } from "../service-times.ts";
import { gaps, unloaded } from "./records.ts";

/** A sandbox's part of a start whose steps nobody showed, by the unloaded times of both. */
const sandboxPart = priorKubeletTimes.sandbox / (priorKubeletTimes.sandbox + priorKubeletTimes.container);
const poll = findConstant("kubelet.podAttachAndMountRetryInterval")?.value ?? 0.3;

/**
 * Times of nodes with a kubelet that the records show; the others are absent. Where the steps are out of reach (no
 * kubelet's log), what a whole start takes is divided among them.
 */
export function measuredKubeletTimes(records: readonly TrialRecord[]): Partial<KubeletTimes> {
  const sync = unloaded(records, (record) => gaps(record, "pod-delivered", "cgroup-created"));
  const mount = mountOf(records);
  const sandbox = unloaded(records, (record) => gaps(record, "sandbox-starting", "sandbox-ready"));
  const container = unloaded(records.map(onKubelets), (record) =>
    firstOfPods(record, startsFrom(record, "sandbox-ready")),
  );
  const whole = unloaded(records.map(onKubelets), (record) => startsFrom(record, "pod-delivered"));
  const volume = Math.ceil((mount ?? (hasVolume(records) ? priorKubeletTimes.mount : 0)) / poll) * poll;
  const rest =
    whole === undefined ? undefined : Math.max(0, whole - (sync ?? priorKubeletTimes.sync) - volume);
  const found: { readonly [id in keyof KubeletTimes]?: number | undefined } = {
    sync,
    mount,
    sandbox: sandbox ?? (rest === undefined ? undefined : sandboxPart * rest),
    container: container ?? (rest === undefined ? undefined : (1 - sandboxPart) * rest),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/**
 * How long a mount takes shows only in whole looks of the kubelet: the middle before the one that ended it. Pods that
 * should have a volume and waited for none have none to wait for.
 */
function mountOf(records: readonly TrialRecord[]): number | undefined {
  if (!hasVolume(records)) return undefined;
  const waited = unloaded(records, (record) => gaps(record, "cgroup-created", "volumes-mounted"));
  if (waited === undefined) return undefined;
  const looks = Math.round(waited / poll);
  if (looks === 0) return 0;
  return looks === 1 ? priorKubeletTimes.mount : (looks - 0.5) * poll;
}

function hasVolume(records: readonly TrialRecord[]): boolean {
  return records.every(({ settings }) =>
    settings.every(
      ({ parameter, value }) => parameter !== "workload.automountServiceAccountToken" || value !== false,
    ),
  );
}

/** A record with its containers on nodes with a kubelet alone; those on others have a modelled sandbox. */
export function onKubelets(record: TrialRecord): TrialRecord {
  return withContainers(record, ({ points }) => isOnKubelet(points));
}

/** A record with its containers on nodes without a kubelet alone. */
export function onKwok(record: TrialRecord): TrialRecord {
  return withContainers(record, ({ points }) => !isOnKubelet(points));
}

type Container = TrialRecord["timeline"]["containers"][number];

/** A simulated trial has all points modelled, and a kubelet's own ones only on nodes that have one. */
function isOnKubelet(points: Container["points"]): boolean {
  return points["sandbox-starting"] !== undefined || points["sandbox-ready"]?.modelled !== true;
}

function withContainers(record: TrialRecord, wanted: (container: Container) => boolean): TrialRecord {
  const { timeline } = record;
  return { ...record, timeline: { ...timeline, containers: timeline.containers.filter(wanted) } };
}

/** Seconds from a point until a container ran, less the pulls of its pod before: those the simulation adds itself. */
function startsFrom(record: TrialRecord, from: PointId): readonly number[] {
  const pulled = Map.groupBy(record.pulls ?? [], ({ pod }) => pod);
  return record.timeline.containers.flatMap((container) => {
    const [seconds] = gaps(
      { ...record, timeline: { ...record.timeline, containers: [container] } },
      from,
      "container-running",
    );
    if (seconds === undefined) return [];
    const ranAt = record.timeline.startedAt + (container.points["container-running"]?.seconds ?? 0) * 1000;
    const before = (pulled.get(container.pod) ?? []).filter(({ finishedAt }) => finishedAt <= ranAt);
    return [
      before.reduce((left, { wantedAt, finishedAt }) => left - (finishedAt - wantedAt) / 1000, seconds),
    ];
  });
}

/** The containers of one pod start one after the other: only its first one shows what one takes. */
function firstOfPods({ timeline }: TrialRecord, all: readonly number[]): readonly number[] {
  const pods = new Set(timeline.containers.map(({ pod }) => pod)).size;
  return pods === timeline.containers.length ? all : [Math.min(...all)];
}
