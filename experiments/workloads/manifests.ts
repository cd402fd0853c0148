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
  type PodTemplate,
  type Quantities,
} from "./job.ts";
import { withFragment } from "./pod-fragment.ts";
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
  /**
   * What the application's images are called where the nodes find them; containers take them in turn. Absent = the
   * one image under Columbo's own name.
   */
  readonly images?: readonly string[];
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
const parallelism = "workload.Job.parallelism";
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
  const settings = options.settings ?? [];
  /** The template of a pod of `count` containers whose first one takes the image number `image`. */
  const template = (count: number, image = 0): PodTemplate => {
    const all = Array.from({ length: count }, (_, index) =>
      containerOf(workload, index + 1, imageOf(options, image + index)),
    );
    const own = { metadata: { labels }, spec: podOf(all) };
    const { metadata, spec } = workload.pod === undefined ? own : withFragment(own, workload.pod);
    return { metadata, spec: withWorkloadSettings(spec, settings) };
  };
  const job = (name: string, size: JobSize, pod: PodTemplate): JobManifest =>
    withJobSettings(jobOf(name, labels, size, pod), settings);
  const single = { parallelism: 1, completions: 1 };
  const singles = (): readonly JobManifest[] =>
    jobs.map((name, index) => job(name, single, template(1, index)));
  switch (workload.method) {
    case "pod":
      return [{ objects: jobs.map((name) => job(name, sizeOf(containers, settings), template(1))) }];
    case "container":
      return [{ objects: jobs.map((name) => job(name, single, template(containers))) }];
    case "file":
      return [{ objects: singles() }];
    case "call":
      return singles().map((each) => ({ objects: [each] }));
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

/** A Job of so many pods: all at once as a work queue, or fewer at once until as many have succeeded. */
function sizeOf(pods: number, settings: readonly Setting[]): JobSize {
  const set = settings.find(({ parameter }) => parameter === parallelism)?.value;
  return typeof set === "number" && set < pods
    ? { parallelism: set, completions: pods }
    : { parallelism: pods };
}

function imageOf({ images = [] }: ManifestOptions, turn: number): string {
  return images[turn % images.length] ?? OWN_IMAGE;
}

/** Continuum's container: one line of output, then sleep. */
function containerOf(workload: PlannedWorkload, number: number, image: string): ContainerManifest {
  const foreign = workload.image;
  return {
    name: `app-${String(number)}`,
    image: foreign?.reference ?? image,
    imagePullPolicy: workload.cacheWorker === true ? "Never" : "IfNotPresent",
    ...(foreign === undefined ? { args: argumentsOf(workload) } : { command: foreign.command }),
    resources: {
      ...amounts("requests", workload.cpuCores, workload.memoryGB),
      ...amounts("limits", workload.cpuLimitCores, workload.memoryLimitGB),
    },
  };
}

/** Of the program "empty": how long it sleeps, and what it does before its line, as far as that is anything. */
function argumentsOf({
  sleepSeconds,
  startCpuSeconds = 0,
  startMemoryMB = 0,
}: PlannedWorkload): readonly string[] {
  const start = startCpuSeconds > 0 || startMemoryMB > 0 ? [startCpuSeconds, startMemoryMB] : [];
  return [sleepSeconds, ...start].map(String);
}

function amounts(key: "requests" | "limits", cores = 0, memoryGB = 0): ContainerManifest["resources"] {
  const given: Quantities = {
    ...(cores > 0 ? { cpu: String(cores) } : {}),
    ...(memoryGB > 0 ? { memory: `${String(memoryMi(memoryGB))}Mi` } : {}),
  };
  return Object.keys(given).length === 0 ? {} : { [key]: given };
}
