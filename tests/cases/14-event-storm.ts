import { clientLimits, type RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";
import { counter, delayed, histogram, withMetrics } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";

const pods = 500;
const plan = planOfReport({
  kubernetes: "v1.34.4",
  nodes: { kind: "real", count: 50, cores: 8 },
  workload: { instances: pods },
  settings: lifted,
  more: {
    simulated: { roundTripMs: { client: 0, node: 0 }, webhookMs: 0, workError: 0, images: 1, nodeCores: 8 },
  },
});

const base = simulateReport(plan);
/** The report's parts of 145,259 sampled events, for a hundredth of its pods. */
const events = 14_500;
const other = 6000;
const level = { priority_level: "system" };

export const eventStorm: RecordedCase = {
  id: 14,
  title: "Nine of ten events are the kubelets' own, and the API server turns requests away",
  source: "https://github.com/kubernetes/kubernetes/issues/141022",
  reported:
    "50,000 pods in 5 min: 145,259 sampled events, 91 % by kubelets, 9 % by the scheduler; rejections, etcd grows.",
  plan,
  model: base.model,
  record: withMetrics(
    delayed(base.record, "container-running", () => 9),
    [
      counter("kube-apiserver", "apiserver_request_total", events, {
        resource: "events",
        verb: "POST",
        code: "201",
      }),
      counter("kube-apiserver", "apiserver_request_total", other, {
        resource: "pods",
        verb: "PATCH",
        code: "200",
      }),
      counter("kube-apiserver", "apiserver_flowcontrol_rejected_requests_total", 1900, level),
      ...histogram("kube-apiserver", "apiserver_flowcontrol_request_wait_duration_seconds", {
        ...{ sum: 0.91 * events * 2.1, count: 0.91 * events, labels: level },
      }),
    ],
  ),
  cause: "kube-apiserver/event-storm",
  suggests: ["kubelet.eventRecordQPS", "kubelet.eventBurst"],
  refused: [...clientLimits, "kube-apiserver/overload", "etcd/slow-disk"],
};
