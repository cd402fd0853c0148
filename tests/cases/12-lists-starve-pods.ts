import type { RecordedCase } from "./support/case.ts";
import { clientLimits } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";
import { delayed } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";

const plan = planOfReport({
  kubernetes: "v1.20.5",
  nodes: { kind: "kwok", count: 10, cores: 8 },
  workload: { kind: "deployment", instances: 100 },
  settings: lifted,
});

const base = simulateReport(plan);
/** 45 min in the report, for most of 99 pods; here a minute of it. */
const starved = delayed(base.record, "pod-received", (place) => 0.6 * place);
const seconds = starved.deploymentSeconds;

export const listsStarvePods: RecordedCase = {
  id: 12,
  title: "Two hundred pods that list all pods without pause leave no processor for anybody else",
  source: "https://github.com/kubernetes/kubernetes/issues/100711",
  reported:
    "480 LISTs a second of 446 ms each; API servers at 95 % of their processors; new pods stay Pending.",
  plan,
  model: base.model,
  record: {
    ...starved,
    requests: starved.requests.map((request) => ({ ...request, latency: request.latency + 450 })),
    cpu: starved.cpu.map(({ at }) => ({
      at,
      hostBusy: 0.96,
      cores: { "kube-apiserver": 3.4, etcd: 0.2, "kube-controller-manager": 0.05, "kube-scheduler": 0.05 },
    })),
    loads: [
      {
        user: "system:serviceaccount:team:watcher",
        userAgent: "lister/v0.0.0 (linux/amd64)",
        verb: "list",
        resource: "pods",
        requests: Math.round(480 * seconds),
        seconds: 480 * seconds * 0.446,
      },
    ],
  },
  cause: "kube-apiserver/overload",
  suggests: [],
  refused: [...clientLimits, "etcd/slow-disk", "kube-apiserver/event-storm"],
};
