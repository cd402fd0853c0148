import { memoryMi } from "../options/capacity.ts";
import type { PlannedWorkload } from "../plan.ts";
import type { Setting } from "../../knowledge/index.ts";
import {
  jobOf,
  podOf,
  trialLabels,
  type ContainerManifest,
  type JobManifest,
  type JobSize,
  type PodSpec,
  type Quantities,
} from "./job.ts";
import { withJobSettings, withWorkloadSettings } from "./pod-template.ts";

/** What one call of the client submits. */
export interface ManifestCall {
  readonly objects: readonly JobManifest[];
}

export interface ManifestOptions {
  /** Begins the name of every Job and labels what belongs to the trial; a DNS label of at most 40 characters. */
  readonly prefix: string;
  /** Another number of instances than the workload's, for a warm-up. */
  readonly instances?: number;
  /** The configuration under test, of which the workload's own parameters go into its pods. */
  readonly settings?: readonly Setting[];
  /** What the application's image is called where the nodes find it; absent = under Columbo's own name. */
  readonly image?: string;
}

/** What a trial has to wait for. */
export interface ExpectedObjects {
  /** Names of the Jobs, in the order of their submission. */
  readonly jobs: readonly string[];
  readonly pods: number;
  readonly containers: number;
}

/** The name of Columbo's own application image, as it is put onto the nodes. */
const OWN_IMAGE = "docker.io/columbo/empty:1";
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
  const podWith = (count: number): PodSpec => {
    const containers = Array.from({ length: count }, (_, index) => containerOf(workload, index + 1, options));
    return withWorkloadSettings(podOf(containers), options.settings ?? []);
  };
  const one = podWith(1);
  const single = { parallelism: 1, completions: 1 };
  const job = (name: string, size: JobSize, spec: PodSpec): JobManifest =>
    withJobSettings(jobOf(name, labels, size, spec), options.settings ?? []);
  switch (workload.method) {
    case "pod":
      return [{ objects: jobs.map((name) => job(name, { parallelism: containers }, one)) }];
    case "container": {
      const all = podWith(containers);
      return [{ objects: jobs.map((name) => job(name, single, all)) }];
    }
    case "file":
      return [{ objects: jobs.map((name) => job(name, single, one)) }];
    case "call":
      return jobs.map((name) => ({ objects: [job(name, single, one)] }));
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

/** Continuum's container: one line of output, then sleep. */
function containerOf(
  workload: PlannedWorkload,
  number: number,
  { image = OWN_IMAGE }: ManifestOptions,
): ContainerManifest {
  const foreign = workload.image;
  return {
    name: `app-${String(number)}`,
    image: foreign?.reference ?? image,
    imagePullPolicy: workload.cacheWorker === true ? "Never" : "IfNotPresent",
    ...(foreign === undefined ? { args: [String(workload.sleepSeconds)] } : { command: foreign.command }),
    resources: {
      ...amounts("requests", workload.cpuCores, workload.memoryGB),
      ...amounts("limits", workload.cpuLimitCores, workload.memoryLimitGB),
    },
  };
}

function amounts(key: "requests" | "limits", cores = 0, memoryGB = 0): ContainerManifest["resources"] {
  const given: Quantities = {
    ...(cores > 0 ? { cpu: String(cores) } : {}),
    ...(memoryGB > 0 ? { memory: `${String(memoryMi(memoryGB))}Mi` } : {}),
  };
  return Object.keys(given).length === 0 ? {} : { [key]: given };
}
