import { clientLimits, type RecordedCase } from "./support/case.ts";
import { counter, histogram, withMetrics } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const pods = 20;
const timeout = 10;
const name = "pods.mutate.example.org";
const plan = planOfReport({
  kubernetes: "v1.19.3",
  nodes: { kind: "kwok", count: 3, cores: 8 },
  workload: { instances: pods },
  settings: lifted,
});

const base = simulateReport(plan, (service) => ({
  ...service,
  webhook: { object: 0, pod: timeout },
}));
const labels = { name, type: "admit", operation: "CREATE", rejected: "false" };

export const webhookTimeout: RecordedCase = {
  id: 17,
  title: "Every pod waits 10 s for a webhook that nobody answers for",
  source: "https://github.com/kinvolk/lokomotive/issues/1090",
  reported:
    "Kubernetes 1.19.3 at its bootstrap: calls of a mutating webhook take 10,000 ms each and then fail open.",
  plan,
  model: base.model,
  record: {
    ...withMetrics(base.record, [
      ...histogram("kube-apiserver", "apiserver_admission_webhook_admission_duration_seconds", {
        ...{ sum: pods * timeout, count: pods, labels },
        buckets: { "0.5": 0, "1": 0, "2.5": 0, "10": 2, "25": pods },
      }),
      counter("kube-apiserver", "apiserver_admission_webhook_fail_open_count", pods, {
        name,
        type: "admitting",
      }),
    ]),
    objects: {
      nodes: base.record.objects?.nodes ?? [],
      containerDefaults: [],
      webhooks: [
        {
          ...{ configuration: "pod-defaults", name, kind: "mutating" },
          ...{ timeoutSeconds: timeout, failurePolicy: "Ignore" },
        },
      ],
    },
  },
  cause: "admission-webhook/slow",
  suggests: [],
  refused: [...clientLimits, "etcd/slow-disk", "kube-apiserver/overload"],
};
