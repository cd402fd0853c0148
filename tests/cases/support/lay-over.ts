/** Lays what a report shows over a record: metrics, warnings, and time lost at a step. */
import { points, type Component, type PointId } from "../../../knowledge/index.ts";
import type { ContainerTimeline } from "../../../engine/timeline/index.ts";
import type { MetricDelta, TrialRecord } from "../../../engine/trial/record.ts";

const order = points.map(({ id }) => id);

/** A record with some more metrics. */
export function withMetrics(record: TrialRecord, metrics: readonly MetricDelta[]): TrialRecord {
  return { ...record, metrics: [...record.metrics, ...metrics] };
}

/** The growth of a histogram's sum and count, and of its buckets by their upper ends. */
export function histogram(
  component: Component,
  name: string,
  {
    sum,
    count,
    buckets = {},
    labels = {},
    node,
  }: {
    readonly sum: number;
    readonly count: number;
    readonly buckets?: Readonly<Record<string, number>>;
    readonly labels?: Readonly<Record<string, string>>;
    readonly node?: string;
  },
): readonly MetricDelta[] {
  const of = { component, ...(node === undefined ? {} : { node }) };
  return [
    { ...of, name: `${name}_sum`, labels, delta: sum },
    { ...of, name: `${name}_count`, labels, delta: count },
    ...Object.entries({ ...buckets, "+Inf": count }).map(([le, delta]) => ({
      ...of,
      name: `${name}_bucket`,
      labels: { ...labels, le },
      delta,
    })),
  ];
}

/** The growth of a counter. */
export function counter(
  component: Component,
  name: string,
  delta: number,
  labels: Readonly<Record<string, string>> = {},
  node?: string,
): MetricDelta {
  return { component, ...(node === undefined ? {} : { node }), name, labels, delta };
}

/**
 * Each pod loses time right before it reaches a point: that point and all after it come later, and the deployment ends
 * when the last pod does. The machine is as busy in that time as `busy` says.
 * @param lost seconds, by the pod's place in the order in which pods were delivered
 */
export function delayed(
  record: TrialRecord,
  before: PointId,
  lost: (place: number, pod: string) => number,
  busy = 0.15,
): TrialRecord {
  const first = order.indexOf(before);
  const byDelivery = [...new Set(deliveries(record).map(({ pod }) => pod))];
  const places = new Map(byDelivery.map((pod, place) => [pod, place]));
  const containers = record.timeline.containers
    .map((container): ContainerTimeline => {
      const by = lost(places.get(container.pod) ?? 0, container.pod);
      const moved = Object.entries(container.points).map(([id, point]) => [
        id,
        order.indexOf(id as PointId) < first ? point : { ...point, seconds: point.seconds + by },
      ]);
      return { ...container, points: Object.fromEntries(moved) as ContainerTimeline["points"] };
    })
    .toSorted((a, b) => endOf(a) - endOf(b));
  const deploymentSeconds = Math.max(...containers.map(endOf));
  const [sample] = record.cpu;
  const step = 250;
  const from = record.cpu.at(-1)?.at ?? record.timeline.startedAt;
  const missing = Math.max(
    0,
    Math.ceil((record.timeline.startedAt + deploymentSeconds * 1000 - from) / step),
  );
  const later = Array.from({ length: missing }, (_, index) => ({
    at: from + (index + 1) * step,
    hostBusy: busy,
    cores: Object.fromEntries(Object.keys(sample?.cores ?? {}).map((name) => [name, 0.02])),
  }));
  const moved = { ...record, deploymentSeconds, timeline: { ...record.timeline, containers } };
  return { ...moved, requests: audited(moved), cpu: [...record.cpu, ...later] };
}

/** The requests of the path as the audit log has them once pods have been delayed. */
function audited({ requests, timeline }: TrialRecord): TrialRecord["requests"] {
  const byPod = new Map(timeline.containers.map(({ pod, points: own }) => [pod, own]));
  const ends: Readonly<Record<string, readonly [PointId, PointId]>> = {
    pods: ["pod-received", "pod-stored"],
    "pods/binding": ["binding-received", "binding-stored"],
  };
  return requests.map((request) => {
    const [from, to] = ends[request.resource] ?? [];
    const own = byPod.get(request.name ?? "");
    const [start, end] = [from && own?.[from]?.seconds, to && own?.[to]?.seconds];
    if (start === undefined || end === undefined) return request;
    return { ...request, receivedAt: timeline.startedAt + start * 1000, latency: (end - start) * 1000 };
  });
}

function deliveries({ timeline }: TrialRecord): readonly ContainerTimeline[] {
  const at = ({ points: own }: ContainerTimeline): number => own["pod-delivered"]?.seconds ?? 0;
  return timeline.containers.toSorted((a, b) => at(a) - at(b));
}

function endOf({ points: own }: ContainerTimeline): number {
  return (own["container-ready"] ?? own["container-running"])?.seconds ?? 0;
}
