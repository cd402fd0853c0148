import type { Constant } from "../../parameter.ts";
import { verifiedSource } from "../../versions.ts";

/** Bounds of the job controller that are compiled in. */
export const jobControllerConstants: readonly Constant[] = [
  {
    id: "kube-controller-manager.SlowStartInitialBatchSize",
    component: "kube-controller-manager",
    title: "pods in the first batch of creations; each further batch doubles",
    value: 1,
    unit: "pods",
    stages: ["S3"],
    mechanism: { kind: "doubling-batches", of: "pod-creates" },
    formula: "n pods take 1 + floor(log2 n) batches, each waits for the one before",
    source: verifiedSource("kubernetes v1.34.4 pkg/controller/controller_utils.go:87"),
  },
  {
    id: "kube-controller-manager.MaxPodCreateDeletePerSync",
    component: "kube-controller-manager",
    title: "pods that one sync of a Job creates at most",
    value: 500,
    unit: "pods",
    stages: ["S3"],
    mechanism: { kind: "chunk", of: "pod-creates" },
    formula: "pods beyond it wait for the next sync, at least 1 s after the first pod event of this one",
    source: verifiedSource("kubernetes v1.34.4 pkg/controller/job/job_controller.go:79"),
  },
  {
    id: "kube-controller-manager.SyncJobBatchPeriod",
    component: "kube-controller-manager",
    title: "time that pod events of a Job are gathered before its next sync",
    value: 1,
    unit: "s",
    stages: ["S2", "S3"],
    mechanism: { kind: "polling-period", poll: "job-sync-batch" },
    formula: "the next sync of a Job starts at max(end of this one, first pod event + 1 s)",
    source: verifiedSource("kubernetes v1.34.4 pkg/controller/job/job_controller.go:64"),
  },
  {
    id: "kube-controller-manager.EventSpamBurst",
    component: "kube-controller-manager",
    title: "events that one object may cause before they are dropped; each takes a token of its controller",
    value: 25,
    unit: "events",
    stages: ["S3"],
    mechanism: { kind: "token-bucket", bucket: "job-controller", role: "burst" },
    formula: "a Job's events take at most 25 tokens of the job controller's bucket",
    source: verifiedSource("client-go v0.34.4 tools/record/events_cache.go:47"),
  },
];
