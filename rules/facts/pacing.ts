import type { FactKind } from "./fact-kind.ts";

const clients = [
  {
    id: "job-controller",
    who: "the job controller",
    requests: "pod creates",
    log: "kube-controller-manager",
  },
  { id: "scheduler", who: "the scheduler", requests: "bindings", log: "kube-scheduler" },
];

/** What shows whether a client's token bucket set the pace. */
export const pacingFacts: readonly FactKind[] = clients.flatMap(({ id, who, requests, log }) => [
  { id: `${id}.qps`, unit: "requests/s", meaning: `the rate that ${who}'s client is set to` },
  { id: `${id}.burst`, unit: "requests", meaning: `the burst that ${who}'s client is set to` },
  { id: `${id}.requests`, unit: "requests", meaning: `${requests} of ${who} in the audit log` },
  {
    id: `${id}.waiting-seconds`,
    unit: "s",
    meaning: `time in which at least one request of ${who} waited for a token (${log}'s log; else the 1/qps grid)`,
  },
  {
    id: `${id}.paced-seconds`,
    unit: "s",
    meaning: `the part of ${id}.waiting-seconds in which neither a bucket further down the pipeline nor a node was waited for`,
  },
  { id: `${id}.paced-share`, unit: "share", meaning: `${id}.paced-seconds by deployment.seconds` },
  {
    id: `${id}.longest-wait-seconds`,
    unit: "s",
    meaning: `the longest wait for a token that ${log} logged for ${requests}; 0 = none above 50 ms`,
  },
  {
    id: `${id}.token-wait-sum-seconds`,
    unit: "s",
    meaning: `waits of all POSTs of ${log} added up, rest_client_rate_limiter_duration_seconds (all its clients)`,
  },
  {
    id: `${id}.token-wait-mean-seconds`,
    unit: "s",
    meaning: `mean wait of a POST of ${log}, from the same metric`,
  },
  {
    id: `${id}.median-gap-seconds`,
    unit: "s",
    meaning: `median time between two ${requests} after the burst`,
  },
  { id: `${id}.gap-ratio`, unit: "ratio", meaning: `that median by 1/qps: 1 = exactly at the limit` },
  {
    id: `${id}.grid-share`,
    unit: "share",
    meaning: `the part of the ${requests} after the burst that follow the one before by 1/qps`,
  },
]);
