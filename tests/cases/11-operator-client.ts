import type { AuditedRequest } from "../../engine/trial/record.ts";
import type { RecordedCase } from "./support/case.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const objects = 100;
const limit = { qps: 20, burst: 30 };
/** Each object costs its operator three writes: status, scale, status again. */
const writes = 3;

const plan = planOfReport({
  kubernetes: "v1.34.4",
  nodes: { kind: "kwok", count: 10, cores: 4 },
  workload: { kind: "deployment", method: "file", instances: objects },
  settings: lifted,
});

const base = simulateReport(plan);
const { startedAt, containers } = base.record.timeline;
const waited = (request: number): number => Math.max(0, (request - limit.burst) / limit.qps);
/** When the operator's write that scales an object got its token. */
const scaledAt = (object: number): number => 0.1 + object * 0.0002 + waited(object * writes + 2);

const jobs = [...new Set(containers.map(({ job }) => job))];
const scalings = jobs.map((name, object): AuditedRequest => ({
  verb: "patch",
  resource: "deployments/scale",
  user: "system:serviceaccount:keda:keda-operator",
  name,
  receivedAt: startedAt + scaledAt(object) * 1000,
  latency: 6,
  code: 200,
}));

/** All points of an object's pods move with the write that scaled it. */
const moved = containers
  .map((container) => {
    const own = container.points["job-received"]?.seconds ?? 0;
    const by = scaledAt(jobs.indexOf(container.job)) - own;
    const points = Object.entries(container.points).map(([id, point]) => [
      id,
      id === "client-start" ? point : { ...point, seconds: Math.max(0, point.seconds + by) },
    ]);
    return { ...container, points: Object.fromEntries(points) as typeof container.points };
  })
  .toSorted(
    (a, b) => (a.points["container-running"]?.seconds ?? 0) - (b.points["container-running"]?.seconds ?? 0),
  );

export const operatorClient: RecordedCase = {
  id: 11,
  title: "An autoscaler's writes wait 5 s each for its own client's limit",
  source: "https://github.com/kedacore/keda/pull/7615",
  reported:
    "KEDA at 20/30 with 100 ScaledObjects: about 5 s per PATCH, scaling to zero takes 15 to 20 min, not 5.5.",
  plan,
  model: base.model,
  record: {
    ...base.record,
    timeline: { ...base.record.timeline, containers: moved },
    deploymentSeconds: moved.at(-1)?.points["container-running"]?.seconds ?? 0,
    requests: scalings,
    waits: [],
    metrics: base.record.metrics
      .filter(({ name }) => !name.startsWith("rest_client_rate_limiter"))
      .concat(
        ["kube-controller-manager", "kube-scheduler"].flatMap((component) =>
          ["sum", "count"].map((part) => ({
            component: component as "kube-scheduler",
            name: `rest_client_rate_limiter_duration_seconds_${part}`,
            labels: { verb: "POST" },
            delta: part === "sum" ? 0.01 : objects,
          })),
        ),
      ),
    cpu: Array.from({ length: 80 }, (_, index) => ({
      at: startedAt + (index + 1) * 250,
      hostBusy: 0.1,
      cores: { "kube-apiserver": 0.2, etcd: 0.05 },
    })),
  },
  cause: "client/rate-limit",
  suggests: [],
  refused: ["kube-apiserver/overload", "kube-controller-manager.kube-api-qps", "client/serial-submission"],
};
