import { memoryMi } from "../options/capacity.ts";
import type { PlannedWorkload } from "../plan.ts";
import { jobOf, trialLabels, type ContainerManifest, type JobManifest } from "./job.ts";

/** What one call of the client submits. */
export interface ManifestCall {
  readonly objects: readonly JobManifest[];
}

export interface ManifestOptions {
  /** Begins the name of every Job and labels what belongs to the trial; a DNS label of at most 40 characters. */
  readonly prefix: string;
  /** Another number of instances than the workload's, for a warm-up. */
  readonly instances?: number;
}

/** What a trial has to wait for. */
export interface ExpectedObjects {
  /** Names of the Jobs, in the order of their submission. */
  readonly jobs: readonly string[];
  readonly pods: number;
  readonly containers: number;
}

const IMAGE = "docker.io/columbo/empty:1";
/** Leaves room for the number of the Job and the suffixes that Kubernetes adds to pods. */
const LONGEST_PREFIX = 40;

/**
 * The client calls that deploy a workload, as plain objects without a namespace. `pod`: one Job of N pods;
 * `container`: one pod of N containers; `file`: N Jobs in one call; `call`: N calls of one Job.
 * @throws RangeError when the prefix is no DNS label or there is no instance
 */
export function manifestsOf(workload: PlannedWorkload, options: ManifestOptions): readonly ManifestCall[] {
  const { jobs, containers } = expectedOf(workload, options);
  const labels = trialLabels(options.prefix);
  const one = [containerOf(workload, 1)];
  const single = { parallelism: 1, completions: 1 };
  switch (workload.method) {
    case "pod":
      return [{ objects: jobs.map((name) => jobOf(name, labels, { parallelism: containers }, one)) }];
    case "container": {
      const all = Array.from({ length: containers }, (_, index) => containerOf(workload, index + 1));
      return [{ objects: jobs.map((name) => jobOf(name, labels, single, all)) }];
    }
    case "file":
      return [{ objects: jobs.map((name) => jobOf(name, labels, single, one)) }];
    case "call":
      return jobs.map((name) => ({ objects: [jobOf(name, labels, single, one)] }));
  }
}

/**
 * The Jobs that `manifestsOf` makes, and how many pods and containers come of them.
 * @throws RangeError when the prefix is no DNS label or there is no instance
 */
export function expectedOf(workload: PlannedWorkload, options: ManifestOptions): ExpectedObjects {
  const { prefix, instances = workload.instances } = options;
  if (prefix.length > LONGEST_PREFIX || !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(prefix)) {
    throw new RangeError(
      `expected a DNS label of at most 40 characters as prefix, got ${JSON.stringify(prefix)}`,
    );
  }
  if (!Number.isSafeInteger(instances) || instances < 1) {
    throw new RangeError(`expected at least one instance, got ${String(instances)}`);
  }
  const oneJob = workload.method === "pod" || workload.method === "container";
  const jobs = oneJob
    ? [prefix]
    : Array.from({ length: instances }, (_, index) => `${prefix}-${String(index + 1)}`);
  return { jobs, pods: workload.method === "container" ? 1 : instances, containers: instances };
}

/** Continuum's container: requests without limits, one line of output, then sleep. */
function containerOf(workload: PlannedWorkload, number: number): ContainerManifest {
  return {
    name: `app-${String(number)}`,
    image: IMAGE,
    imagePullPolicy: workload.cacheWorker === true ? "Never" : "IfNotPresent",
    args: [String(workload.sleepSeconds)],
    resources: {
      requests: { cpu: String(workload.cpuCores), memory: `${String(memoryMi(workload.memoryGB))}Mi` },
    },
  };
}
