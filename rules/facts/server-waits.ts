import type { FactKind } from "./fact-kind.ts";

/** What shows whether something beside the API server's own work holds its answers back. */
export const serverWaitFacts: readonly FactKind[] = [
  {
    id: "kube-apiserver.quota-cores",
    unit: "cores",
    meaning: "cores that kube-apiserver's control group lets it use; 0 = as many as there are",
  },
  {
    id: "kube-apiserver.held-seconds",
    unit: "s",
    meaning: "time in which that quota was used up, so that the API server was stopped again and again",
  },
  {
    id: "kube-apiserver.held-share",
    unit: "share",
    meaning: "kube-apiserver.held-seconds by deployment.seconds",
  },
  {
    id: "kube-apiserver.overloaded-seconds",
    unit: "s",
    meaning:
      "time in which the API server had no processor time to spare, by its quota, by the machine under the control plane, or as far as another client took it",
  },
  {
    id: "kube-apiserver.overload-reason",
    unit: "name",
    meaning: "which of these it was, with the client where it was one",
  },
  {
    id: "other-clients.user",
    unit: "name",
    meaning:
      "the client that took most of the API server's time, of those that belong neither to the cluster nor to Columbo",
  },
  { id: "other-clients.user-agent", unit: "name", meaning: "the program that it says it is" },
  { id: "other-clients.request", unit: "name", meaning: 'what it asked for most, for example "list pods"' },
  { id: "other-clients.requests", unit: "requests", meaning: "its requests during the deployment" },
  { id: "other-clients.seconds", unit: "s", meaning: "the time that the API server took for them, added up" },
  {
    id: "other-clients.share",
    unit: "share",
    meaning:
      "its part of the time for all requests, or of the processor time of kube-apiserver as far as pods do not account for it",
  },
  {
    id: "other-clients.delay-seconds",
    unit: "s",
    meaning: "that part of the time in which the API server had no processor time to spare",
  },
  {
    id: "other-clients.delay-share",
    unit: "share",
    meaning: "other-clients.delay-seconds by deployment.seconds",
  },
  {
    id: "seats.level",
    unit: "name",
    meaning: "the priority level of the API server whose requests waited longest for a seat",
  },
  { id: "seats.flow-schema", unit: "name", meaning: "the flow schema of the requests that waited there" },
  {
    id: "seats.count",
    unit: "requests",
    meaning: "requests that this level may have under way by its own shares",
  },
  {
    id: "seats.at-once",
    unit: "requests",
    meaning: "the most requests of the deployment at once that were under way or waited there",
  },
  {
    id: "etcd.fsync-mean-seconds",
    unit: "s",
    meaning: "mean time until a write to etcd's log was on the disk, etcd_disk_wal_fsync_duration_seconds",
  },
  {
    id: "etcd.fsync-p99-seconds",
    unit: "s",
    meaning: "all but one of a hundred such writes took at most this",
  },
  {
    id: "etcd.commit-mean-seconds",
    unit: "s",
    meaning: "mean time of a commit of etcd's store, etcd_disk_backend_commit_duration_seconds",
  },
  {
    id: "etcd.request-mean-seconds",
    unit: "s",
    meaning: "mean time of a create in etcd as the API server sees it, etcd_request_duration_seconds",
  },
  {
    id: "etcd.disk-seconds",
    unit: "s",
    meaning:
      "time in which creates were under way, times the part of their latency that etcd's disk took beyond a good one (10 ms a write)",
  },
  { id: "etcd.disk-share", unit: "share", meaning: "etcd.disk-seconds by deployment.seconds" },
  {
    id: "webhook.name",
    unit: "name",
    meaning: "the admission webhook that took longest, all its calls together",
  },
  { id: "webhook.calls", unit: "calls", meaning: "calls of that webhook" },
  { id: "webhook.seconds-per-object", unit: "s", meaning: "mean duration of such a call" },
  {
    id: "webhook.unanswered",
    unit: "calls",
    meaning: "calls that got no answer and were passed over, its failurePolicy being Ignore",
  },
  { id: "webhook.timeout-seconds", unit: "s", meaning: "how long the API server waits for its answer" },
  {
    id: "webhook.failure-policy",
    unit: "name",
    meaning: "what its configuration says of calls without an answer",
  },
  {
    id: "webhook.delay-seconds",
    unit: "s",
    meaning:
      "time in which creates were under way that waited for it, times the part of their latency that it took",
  },
  { id: "webhook.delay-share", unit: "share", meaning: "webhook.delay-seconds by deployment.seconds" },
];
