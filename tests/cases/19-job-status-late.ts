import { clientLimits, type RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { syntheticTrial } from "../support/synthetic-trial.ts";

const jobs = 300;
const workers = 5;
/** Seconds that a worker takes for a Job while hundreds of others end. */
const syncing = 1.5;

const plan = planOfReport({
  kubernetes: "v1.15.1",
  nodes: { kind: "kwok", count: 30, cores: 8 },
  workload: { method: "file", instances: jobs },
});

const record = syntheticTrial({
  ...{ jobs, podsPerJob: 1, controller: { qps: 1000, burst: 1000 }, scheduler: { qps: 1000, burst: 1000 } },
  queued: (job) => Math.ceil((job + 1) / workers) * syncing,
  worked: jobs * syncing,
});

export const jobStatusLate: RecordedCase = {
  id: 19,
  title: "Jobs wait for one of five workers, so that what has ended is seen minutes later",
  source: "https://github.com/kubernetes/kubernetes/issues/80397",
  reported:
    "About 30 nodes with many Jobs: pods are done, and their Jobs' status says so up to 10 min later.",
  plan,
  record: { ...record, plan: plan.hash },
  cause: "kube-controller-manager/worker-pool",
  suggests: ["kube-controller-manager.concurrent-job-syncs"],
  refused: [...clientLimits, "kube-apiserver/overload", "client/serial-submission"],
};
