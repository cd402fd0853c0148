import { apiServer } from "./api-server.ts";
import { client } from "./client.ts";
import { daemonSetController } from "./daemon-set.ts";
import { deploymentController } from "./deployment.ts";
import { images } from "./images.ts";
import { jobController } from "./job-controller.ts";
import { kubelet } from "./kubelet.ts";
import { kwokNode } from "./kwok-node.ts";
import { pathOf, type Path, type PathPart } from "./path.ts";
import { replicaSetController } from "./replica-set.ts";
import { scheduler } from "./scheduler.ts";
import { statefulSetController } from "./stateful-set.ts";
import { value } from "./quantity.ts";

/** The machine of the control plane, with whatever else runs on it. */
const machine: PathPart = {
  hosts: { machine: { per: "cluster", cores: value("cores") } },
  programs: {
    // Whoever watches the workload.
    observer: { host: "machine", threads: value("wholeCores") },
    // Programs that have nothing to do with the cluster.
    others: { host: "machine", threads: Infinity, always: value("threadsOfOthers") },
  },
};

/** The way of containers from the client until they run, whoever owns their pods. */
const wayWith = (...controllers: readonly PathPart[]): Path =>
  pathOf(["call", "workload", "pod", "container"], "run-client", [
    machine,
    client,
    apiServer,
    ...controllers,
    scheduler,
    kwokNode,
    kubelet,
    images,
  ]);

/** The controller that creates the pods of each kind of owner, as its token bucket is called. */
export const podCreators = {
  job: "job-controller",
  deployment: "replicaset-controller",
  statefulset: "statefulset-controller",
  daemonset: "daemonset-controller",
} as const;

/** The way of containers for each kind of object that can own their pods. */
export const workloadPaths = {
  job: wayWith(jobController),
  deployment: wayWith(deploymentController, replicaSetController),
  statefulset: wayWith(statefulSetController),
  daemonset: wayWith(daemonSetController),
} as const satisfies Readonly<Record<string, Path>>;
