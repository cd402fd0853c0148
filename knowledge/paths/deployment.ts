import type { PathPart } from "./path.ts";
import { controllerClient, delivery, eventOf } from "./pod-creator.ts";
import { limit, value } from "./quantity.ts";

const name = "deployment-controller";

/**
 * The Deployment controller (kubernetes v1.34.4 pkg/controller/deployment/sync.go): the first sync creates the one
 * ReplicaSet, which takes a token, says so in an event and writes the status; later ones follow the ReplicaSet's
 * status with the Deployment's. All take tokens of a bucket of its own, beside the ReplicaSet controller's.
 */
export const deploymentController: PathPart = {
  buckets: { [name]: controllerClient },
  pools: { [`${name}-events`]: { per: "cluster", workers: 1 } },
  queues: {
    deployments: {
      workers: limit("kube-controller-manager.concurrent-deployment-syncs"),
      flow: "sync-deployment",
    },
  },
  counters: { "replica-sets": "workload", outdated: "workload" },
  flows: {
    "workload-stored": delivery("deployments"),
    "sync-deployment": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.jobSync"), spread: "even" },
        {
          do: "below",
          counter: "replica-sets",
          bound: 1,
          steps: [
            { do: "count", counter: "replica-sets", by: 1 },
            { do: "count", counter: "outdated", set: 1 },
            { do: "token", bucket: name, to: "replica-set-create" },
            { do: "call", flow: "replica-set-create" },
            { do: "start", flow: "replica-set-stored" },
            { do: "start", flow: "replica-set-event" },
          ],
        },
        {
          do: "below",
          counter: "outdated",
          bound: 1,
          steps: [],
          otherwise: [
            { do: "count", counter: "outdated", set: 0 },
            { do: "token", bucket: name, to: "job-status" },
            { do: "call", flow: "job-status" },
          ],
        },
      ],
    },
    "replica-set-event": eventOf("workload", name),
    "replica-set-changed": {
      of: "workload",
      steps: [
        { do: "wait", seconds: value("time.statusDelivery"), spread: "even" },
        { do: "count", counter: "outdated", set: 1 },
        { do: "enqueue", queue: "deployments" },
      ],
    },
  },
};
