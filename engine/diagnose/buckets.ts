import { parameters, type BucketName, type Component } from "../../knowledge/index.ts";
import type { AuditedRequest, TokenWait } from "../trial/record.ts";

/** A client whose token bucket can hold the deployment back, and how its requests are told from others. */
export interface Bucket {
  readonly name: BucketName;
  readonly component: Component;
  /** Whoever sends them: accounts, and a name for texts. */
  readonly users: readonly string[];
  readonly sender: string;
  readonly resource: string;
  /** Plural name of these requests for texts. */
  readonly requests: string;
  /** A point that only a log detailed enough to hold the waits as well (V(3)) shows. */
  readonly logPoint: "job-unpacked" | "pod-scheduling";
  /** Where nobody reads the audit log, this shows when such a request had been done. */
  readonly seenAs: "pod-stored" | "binding-stored";
  /** Requests that the deployment waits for, by method and path; the clients' events wait without delaying it. */
  readonly waits: readonly { readonly verb: string; readonly path: RegExp }[];
  readonly qps: string;
  readonly burst: string;
}

function parameterOf(bucket: BucketName, role: "rate" | "burst"): string {
  const found = parameters.find(
    ({ mechanism }) =>
      mechanism.kind === "token-bucket" && mechanism.bucket === bucket && mechanism.role === role,
  );
  if (found === undefined) throw new TypeError(`no parameter sets the ${role} of ${bucket}`);
  return found.id;
}

function settingsOf(bucket: BucketName): Pick<Bucket, "qps" | "burst"> {
  return { qps: parameterOf(bucket, "rate"), burst: parameterOf(bucket, "burst") };
}

const controllers = ["job", "replicaset", "statefulset", "daemon-set"] as const;

/**
 * Whichever controller creates the workload's pods: every one has a client and a bucket of its own, all with the same two
 * numbers.
 */
export const jobController: Bucket = {
  name: "job-controller",
  component: "kube-controller-manager",
  users: controllers.map((name) => `system:serviceaccount:kube-system:${name}-controller`),
  sender: "the controller of their owner",
  resource: "pods",
  requests: "pod creates",
  logPoint: "job-unpacked",
  seenAs: "pod-stored",
  waits: [
    { verb: "POST", path: /\/pods$/ },
    // Between two chunks of one owner's pods, and before a worker is free for the next owner.
    { verb: "PUT", path: /\/(jobs|replicasets|statefulsets|daemonsets)\/[^/]+\/status$/ },
    // Before the first pod.
    { verb: "POST", path: /\/(replicasets|controllerrevisions)$/ },
  ],
  ...settingsOf("job-controller"),
};

/** The scheduler's events go through another client, so its bindings have the bucket to themselves. */
export const scheduler: Bucket = {
  name: "scheduler",
  component: "kube-scheduler",
  users: ["system:kube-scheduler"],
  sender: "the scheduler",
  resource: "pods/binding",
  requests: "bindings",
  logPoint: "pod-scheduling",
  seenAs: "binding-stored",
  waits: [{ verb: "POST", path: /\/pods\/[^/]+\/binding$/ }],
  ...settingsOf("scheduler"),
};

/** Whether an audited request is one of the bucket's own. */
export function isOf(bucket: Bucket, request: AuditedRequest): boolean {
  return (
    request.verb === "create" && request.resource === bucket.resource && bucket.users.includes(request.user)
  );
}

/** Whether a logged wait delayed a request of the bucket that the deployment waits for. */
export function isWaitOf(bucket: Bucket, wait: TokenWait): boolean {
  if (wait.component !== bucket.component) return false;
  const path = wait.url.split("?")[0] ?? "";
  return bucket.waits.some((kind) => kind.verb === wait.verb && kind.path.test(path));
}
