import type { FactKind } from "./fact-kind.ts";

const parts = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "client"];

/** What shows whether the API server, or the machine under it, is the limit. */
export const apiServerFacts: readonly FactKind[] = [
  {
    id: "kube-apiserver.create-p50-seconds",
    unit: "s",
    meaning: "median time from receipt of a create (Jobs, pods, bindings) to its response",
  },
  { id: "kube-apiserver.create-p90-seconds", unit: "s", meaning: "nine of ten creates took at most this" },
  { id: "kube-apiserver.rejected", unit: "requests", meaning: "writes of the Job path answered with 429" },
  {
    id: "kube-apiserver.queue-wait-mean-seconds",
    unit: "s",
    meaning:
      "mean wait for a seat at the priority level seats.level, apiserver_flowcontrol_request_wait_duration_seconds",
  },
  {
    id: "kube-apiserver.seat-wait-seconds",
    unit: "s",
    meaning:
      "time in which creates of that level were under way, times the part of their latency spent waiting for a seat",
  },
  {
    id: "kube-apiserver.seat-wait-share",
    unit: "share",
    meaning: "kube-apiserver.seat-wait-seconds by deployment.seconds",
  },
  {
    id: "host.busy-share-during-creates",
    unit: "share",
    meaning: "busy share of the machine while creates of pods and bindings were under way",
  },
  { id: "host.busy-share", unit: "share", meaning: "busy share of the machine during the deployment" },
  { id: "host.cores", unit: "cores", meaning: "cores of the machine" },
  {
    id: "host.others-cores",
    unit: "cores",
    meaning:
      "cores that programs other than the cluster, its client and Columbo used, median over the deployment",
  },
  { id: "host.busiest", unit: "name", meaning: "which program used the processor most" },
  {
    id: "host.saturated-seconds",
    unit: "s",
    meaning:
      "time in which the machine was at least 90 % busy and no token bucket was waited for, or a node was too, without the last container's modelled start and what its own pod made it wait for",
  },
  { id: "host.saturated-share", unit: "share", meaning: "host.saturated-seconds by deployment.seconds" },
  {
    id: "control-plane.cores-share",
    unit: "share",
    meaning: "the control plane's part of all processor use in that time",
  },
  ...parts.map((part): FactKind => ({
    id: `${part}.cores`,
    unit: "cores",
    meaning: `cores that ${part} used, on average over the deployment`,
  })),
];
