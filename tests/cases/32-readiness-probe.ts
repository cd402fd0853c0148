import type { RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";
import { lifted } from "./support/limits.ts";

const probe = { httpGet: { path: "/_/health", port: 8080 }, initialDelaySeconds: 2, periodSeconds: 10 };
const plan = planOfReport({
  kubernetes: "v1.11.0",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { kind: "deployment", instances: 1 },
  settings: [
    ...lifted,
    { parameter: "workload.readinessProbe.initialDelaySeconds", value: probe.initialDelaySeconds },
    { parameter: "workload.readinessProbe.periodSeconds", value: probe.periodSeconds },
  ],
});
const probed = {
  ...plan,
  workload: { ...plan.workload, pod: { spec: { containers: [{ name: "empty", readinessProbe: probe }] } } },
} as typeof plan;

const base = simulateReport(probed);
/** The slower of the reported starts. */
const ready = 12.2;
const containers = base.record.timeline.containers.map((container) => ({
  ...container,
  points: {
    ...container.points,
    "container-ready": { seconds: ready, source: "pod watch", precision: 0.005 },
  },
}));

export const readinessProbe: RecordedCase = {
  id: 32,
  title: "A function that has started is asked for its readiness only seconds later",
  source: "https://github.com/openfaas/faas-netes/pull/249",
  reported:
    "Cold starts of 4.6 to 12.2 s become 1.7 to 2.6 s with an HTTP probe that asks sooner and more often.",
  plan: probed,
  model: base.model,
  record: {
    ...base.record,
    deploymentSeconds: ready,
    timeline: { ...base.record.timeline, containers },
    cpu: Array.from({ length: 50 }, (_, index) => ({
      ...{ at: base.record.timeline.startedAt + (index + 1) * 250, hostBusy: 0.1, cores: { node: 0.1 } },
    })),
  },
  cause: "workload/readiness-probe",
  suggests: ["workload.readinessProbe.initialDelaySeconds", "workload.readinessProbe.periodSeconds"],
  refused: ["node/cpu-saturated", "workload/cpu-throttled", "kubelet/volume-wait"],
};
