import type { ModelledPodStart } from "../../experiments/index.ts";
import { points, type PointId } from "../../knowledge/index.ts";
import type { SeenPod } from "../observe/index.ts";
import { endIsModelled, sandboxSeconds } from "./modelled-start.ts";
import type { ContainerTimeline, Stamp, Timeline, TimelinePoint } from "./timeline.ts";

/**
 * An object is in etcd no later than its first delivery by a watch; the response to its writer, which the audit
 * log shows, may be written after that. So each of these points is the earlier of the two.
 */
const deliveryOf: Readonly<Partial<Record<PointId, PointId>>> = {
  "job-stored": "job-enqueued",
  "pod-stored": "pod-queued",
  "binding-stored": "pod-delivered",
};

/**
 * Joins stamps by the names of their objects to one timeline per container, in the order in which they ran.
 * Where two sources show the same point, the stamp that comes first in `stamps` counts. A point that is missing,
 * or that lies before its predecessor by more than both precisions, is left out and named in `gaps`.
 * @param podStart of the plan, where the nodes have no kubelet
 */
export function buildTimeline(
  startedAt: number,
  stamps: readonly Stamp[],
  pods: readonly SeenPod[],
  podStart?: ModelledPodStart,
): Timeline {
  const find = indexOf(stamps);
  const gaps = new Map<string, { point: PointId; containers: number; why: string }>();
  const containers = pods.flatMap((pod) =>
    pod.containers.map((container): ContainerTimeline => {
      const found: Partial<Record<PointId, TimelinePoint>> = {
        "client-start": { seconds: 0, source: "Columbo's clock", precision: 0.000001 },
      };
      let last = { point: "client-start" as PointId, at: startedAt, precision: 0.001 };
      for (const { id, only } of points.slice(1)) {
        const stamp = stampOf(id, find, pod, container, podStart);
        const why = reasonAgainst(stamp, last);
        if (stamp === undefined || why !== undefined) {
          if (stamp === undefined && only !== undefined) continue;
          const key = `${id} ${why ?? ""}`;
          const gap = gaps.get(key) ?? { point: id, containers: 0, why: why ?? "no source showed it" };
          gaps.set(key, { ...gap, containers: gap.containers + 1 });
          continue;
        }
        const at = Math.max(stamp.at, last.at);
        found[id] = {
          seconds: (at - startedAt) / 1000,
          source: stamp.source,
          precision: stamp.precision / 1000,
          ...(stamp.modelled === true ? { modelled: true } : {}),
        };
        last = { point: id, at, precision: stamp.precision };
      }
      const { name, job, node } = pod;
      return { job, pod: name, container, ...(node === undefined ? {} : { node }), points: found };
    }),
  );
  return { startedAt, containers: containers.sort(byRunning), gaps: [...gaps.values()] };
}

interface FoundStamp extends Stamp {
  readonly modelled?: boolean;
}

type Find = (point: PointId, object: string) => Stamp | undefined;

function indexOf(stamps: readonly Stamp[]): Find {
  const index = new Map<string, Stamp>();
  for (const stamp of stamps) {
    const key = `${stamp.point} ${stamp.pod ?? stamp.job ?? ""}${stamp.container === undefined ? "" : `/${stamp.container}`}`;
    const known = index.get(key);
    // Of one source the first event counts (a client that asks twice); between sources their order decides.
    if (known === undefined || (known.source === stamp.source && stamp.at < known.at)) index.set(key, stamp);
  }
  return (point, object) => index.get(`${point} ${object}`);
}

function stampOf(
  id: PointId,
  find: Find,
  pod: SeenPod,
  container: string,
  podStart: ModelledPodStart | undefined,
): FoundStamp | undefined {
  const at = (point: PointId): Stamp | undefined =>
    find(point, pod.name) ?? find(point, pod.job) ?? find(point, `${pod.name}/${container}`);
  if (podStart !== undefined && (id === "sandbox-ready" || id === "container-running")) {
    const from = at("pod-delivered");
    const to = at("container-running");
    if (from === undefined || to === undefined) return id === "container-running" ? to : undefined;
    const whole = (to.at - from.at) / 1000;
    if (id === "container-running") return { ...to, modelled: endIsModelled(podStart, whole) };
    const ready = from.at + sandboxSeconds(podStart, whole) * 1000;
    return { ...from, point: id, at: ready, source: "model of kwok nodes", modelled: true };
  }
  const stamp = at(id);
  const delivery = deliveryOf[id];
  const delivered = delivery === undefined ? undefined : at(delivery);
  const first =
    delivered !== undefined && (stamp === undefined || delivered.at < stamp.at) ? delivered : stamp;
  return first;
}

function reasonAgainst(
  stamp: Stamp | undefined,
  last: { readonly point: PointId; readonly at: number; readonly precision: number },
): string | undefined {
  if (stamp === undefined) return undefined;
  const early = last.at - stamp.at;
  if (early <= last.precision + stamp.precision) return undefined;
  return `${stamp.source} shows it before ${last.point}`;
}

function byRunning(a: ContainerTimeline, b: ContainerTimeline): number {
  const end = ({ points: { "container-running": running } }: ContainerTimeline): number =>
    running?.seconds ?? Number.POSITIVE_INFINITY;
  return end(a) - end(b) || (a.pod < b.pod ? -1 : 1);
}
