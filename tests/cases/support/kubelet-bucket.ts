import type { Plan } from "../../../experiments/index.ts";
import type { ContainerTimeline, TimelinePoint } from "../../../engine/timeline/index.ts";
import type { TokenWait, TrialRecord } from "../../../engine/trial/record.ts";
import { histogram, withMetrics } from "./lay-over.ts";
import { simulateReport, type Simulated } from "./simulate.ts";

/** A request of a kubelet for a pod. */
interface Call {
  readonly verb: string;
  readonly path: string;
  /** The point that the pod is at when it has been sent. */
  readonly then?: "volumes-mounted" | "container-started" | "container-running";
}

export interface KubeletBucket {
  readonly qps: number;
  readonly burst: number;
  /** Events of a pod that went through the same client, as they did before it got one of its own. */
  readonly eventsPerPod: number;
  /** Other requests that the kubelet sends in that time, first in the line, such as for the volumes of other pods. */
  readonly others?: readonly { readonly verb: string; readonly path: string }[];
}

const startedAt = (record: TrialRecord): number => record.timeline.startedAt;

/**
 * A deployment on one node, whose kubelet sends every request through one token bucket, first come, first served: a
 * pod's volumes wait for its token, and what the API says of it waits for its status.
 */
export function throughKubeletBucket(
  plan: Plan,
  { qps, burst, eventsPerPod, others = [] }: KubeletBucket,
): Simulated {
  const free = {
    ...plan,
    settings: plan.settings.filter(({ parameter }) => !parameter.startsWith("kubelet.")),
  };
  const base = simulateReport(free);
  const { containers } = base.record.timeline;
  const waits: TokenWait[] = [];
  const sums = new Map<string, { sum: number; count: number }>();
  const first = Math.min(...containers.map(({ points }) => points["cgroup-created"]?.seconds ?? 0));
  let sent = 0;
  const send = (verb: string, path: string, asked: number): number => {
    const token = first + Math.max(0, sent - burst + 1) / qps;
    sent += 1;
    const at = Math.max(asked, token);
    const sum = sums.get(verb) ?? { sum: 0, count: 0 };
    sums.set(verb, { sum: sum.sum + at - asked, count: sum.count + 1 });
    if (at - asked > 0.05)
      waits.push({
        component: "kubelet",
        verb,
        url: `https://10.0.0.1:443${path}`,
        sentAt: startedAt(base.record) + at * 1000,
        waited: (at - asked) * 1000,
      });
    return at;
  };
  for (const { verb, path } of others) send(verb, path, first);
  let pods = containers.map((container) => ({ container, delay: 0 }));
  for (const call of callsOf(eventsPerPod))
    pods = pods
      .map(({ container, delay }) => {
        const asked = (container.points[call.then ?? "container-started"]?.seconds ?? first) + delay;
        const at = send(call.verb, call.path.replace("POD", container.pod), asked);
        // Events are sent beside the pod's start, which goes on meanwhile.
        const moved = call.then === undefined ? container : shifted(container, call.then, at - asked + delay);
        return { container: moved, delay: call.then === undefined ? delay : 0 };
      })
      .toSorted((a, b) => endOf(a.container) - endOf(b.container));
  const ran = pods.map(({ container }) => container).toSorted((a, b) => endOf(a) - endOf(b));
  const deploymentSeconds = endOf(ran.at(-1)!);
  const [node] = plan.nodes;
  const record: TrialRecord = {
    ...base.record,
    settings: plan.settings,
    deploymentSeconds,
    timeline: { ...base.record.timeline, containers: ran },
    waits: [...base.record.waits.filter(({ component }) => component !== "kubelet"), ...waits],
    cpu: Array.from({ length: Math.ceil(deploymentSeconds * 4) }, (_, index) => ({
      ...{ at: startedAt(base.record) + (index + 1) * 250, hostBusy: 0.3, cores: { node: 0.4 } },
    })),
  };
  const name = "rest_client_rate_limiter_duration_seconds";
  const metrics = [...sums].flatMap(([verb, { sum, count }]) =>
    histogram("kubelet", name, {
      sum,
      count,
      labels: { verb, host: "10.0.0.1:443" },
      node: node?.name ?? "",
    }),
  );
  return { ...base, record: withMetrics(record, metrics) };
}

const space = "/api/v1/namespaces/columbo";

function callsOf(events: number): readonly Call[] {
  return [
    { verb: "POST", path: `${space}/serviceaccounts/default/token`, then: "volumes-mounted" },
    ...Array.from({ length: events }, (): Call => ({ verb: "POST", path: `${space}/events` })),
    { verb: "GET", path: `${space}/pods/POD` },
    { verb: "PATCH", path: `${space}/pods/POD/status`, then: "container-running" },
  ];
}

function shifted(
  container: ContainerTimeline,
  from: NonNullable<Call["then"]>,
  by: number,
): ContainerTimeline {
  const start = container.points[from]?.seconds ?? 0;
  const move = (point: TimelinePoint): TimelinePoint =>
    point.seconds < start ? point : { ...point, seconds: point.seconds + by };
  const points = Object.entries(container.points).map(([id, point]) => [id, move(point)]);
  return { ...container, points: Object.fromEntries(points) as ContainerTimeline["points"] };
}

function endOf({ points }: ContainerTimeline): number {
  return points["container-running"]?.seconds ?? 0;
}
