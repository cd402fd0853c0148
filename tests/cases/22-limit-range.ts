import { clientLimits, type RecordedCase } from "./support/case.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const pods = 24;
/** Four cores, less what the node and its own pods take, hold so many pods of two containers at 100m each. */
const fit = 19;
const request = { cpuCores: 0.1 };
const plan = planOfReport({
  kubernetes: "v1.3.7",
  nodes: { kind: "real", count: 1, cores: 4 },
  workload: { kind: "deployment", instances: pods },
  settings: lifted,
});

const { record, model } = simulateReport(plan);
const { containers } = record.timeline;
const scheduled = containers.toSorted(
  (a, b) => (a.points["pod-queued"]?.seconds ?? 0) - (b.points["pod-queued"]?.seconds ?? 0),
);
const running = new Set(scheduled.slice(0, fit).map(({ pod }) => pod));
const message =
  "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.";
const ended = 300;

export const limitRange: RecordedCase = {
  id: 22,
  title: "Pods stay Pending for want of processor on a node that uses a twentieth of its own",
  source: "https://github.com/kubernetes/kubernetes/issues/33777",
  reported:
    "GKE: pods of two containers are not scheduled beyond about 20, with 5 % of the processor in use; a LimitRange.",
  plan,
  model,
  record: {
    ...record,
    deploymentSeconds: ended,
    incomplete: { why: message, ran: fit, of: pods },
    timeline: { ...record.timeline, containers: containers.filter(({ pod }) => running.has(pod)) },
    cpu: Array.from({ length: ended * 4 }, (_, index) => ({
      ...{ at: record.timeline.startedAt + (index + 1) * 250, hostBusy: 0.05, cores: { node: 0.1 } },
    })),
    warnings: scheduled.slice(fit).map(({ pod }) => ({
      ...{ at: record.timeline.startedAt + 2000, reason: "FailedScheduling", object: pod, message },
    })),
    pods: scheduled.map(({ pod }) => ({
      name: pod,
      ...(running.has(pod)
        ? { node: "worker-0", phase: "Running" }
        : { phase: "Pending", unscheduled: { reason: "Unschedulable", message } }),
      containers: ["app", "sidecar"].map((name) => ({ name, requests: request, limits: {}, restarts: 0 })),
    })),
    objects: {
      nodes: [
        {
          ...{ name: "worker-0", labels: {}, taints: [] },
          allocatable: { cpuCores: 3.92, memoryMiB: 12_700, pods: 110 },
        },
      ],
      webhooks: [],
      containerDefaults: [{ limitRange: "limits", requests: request, limits: {} }],
    },
  },
  cause: "scheduling/insufficient-cpu",
  suggests: ["workload.resources.requests.cpu"],
  refused: [...clientLimits, "node/cpu-saturated", "scheduling/insufficient-memory", "kubelet/max-pods"],
};
