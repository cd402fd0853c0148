export * from "./plan.ts";
export type { Derived } from "./derive.ts";
export type { Tier } from "./options/known.ts";
export type { Experiment } from "./experiment.ts";
export { ExperimentError, faultLine, NotYetAvailableError, type Fault } from "./faults.ts";
export { hasKubelet } from "./options/node-kinds.ts";
export { whyNotSettable } from "./options/providers/settable.ts";
export { cfgReference } from "./options/reference.ts";
export { mostTrials } from "./most-trials.ts";
export { parseExperiment, type ParsedExperiment } from "./parse-experiment.ts";
export type { Override } from "./overrides.ts";
export { planOf } from "./plan-of.ts";
export { standingOf, type Standing } from "./standing.ts";
export { loadExperiment, readExperiment } from "./read-experiment.ts";
export {
  TRIAL_LABEL,
  type ContainerManifest,
  type JobManifest,
  type Labels,
  type PodSpec,
} from "./workloads/job.ts";
export { hasReadinessProbe } from "./workloads/pod-fragment.ts";
export {
  expectedOf,
  manifestsOf,
  type ExpectedObjects,
  type ManifestCall,
  type ManifestOptions,
} from "./workloads/manifests.ts";
