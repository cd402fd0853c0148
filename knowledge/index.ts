export { durationText, readDuration } from "./duration.ts";
export * from "./parameter.ts";
export * from "./priors.ts";
export * from "./stages/points.ts";
export * from "./stages/stages.ts";
export * from "./stages/steps.ts";
export * from "./parameters/index.ts";
export { isKubernetesVersion, isVerified, verifiedKubernetes } from "./versions.ts";
