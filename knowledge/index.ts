export { differencesBetween, type CatalogueDifference } from "./catalogue/differences.ts";
export type { Catalogue, CatalogueEntry, CatalogueKind, CatalogueState } from "./catalogue/entry.ts";
export { loadCatalogue } from "./catalogue/load.ts";
export {
  findEntries,
  isFieldOfObject,
  listEntries,
  releaseOf,
  releasesOf,
  stateIn,
} from "./catalogue/lookup.ts";
export { catalogueIdOf, entriesOf, parametersByEntry } from "./catalogue/overlay.ts";
export { searchKnowledge, type SearchHit } from "./catalogue/search.ts";
export { speedReason } from "./catalogue/speed.ts";
export { durationText, readDuration } from "./duration.ts";
export * from "./own/index.ts";
export * from "./parameter.ts";
export { requestShares, type Operation } from "./paths/api-server.ts";
export type { DerivedNumber, PathExtension, WorkloadCounts } from "./paths/extension.ts";
export { podCreators, workloadPaths } from "./paths/workload-paths.ts";
export { kubeletWorkShares } from "./paths/kubelet.ts";
export * from "./paths/path.ts";
export type { Quantity } from "./paths/quantity.ts";
export * from "./priors.ts";
export * from "./stages/point.ts";
export * from "./stages/points.ts";
export * from "./stages/stages.ts";
export * from "./stages/steps.ts";
export * from "./parameters/index.ts";
export { manifestValue } from "./parameters/workload/manifest-value.ts";
export type { ReleaseRange, SignalFault } from "./signals/fault.ts";
export { isTrusted, signalFaults } from "./signals/signals.ts";
export { didYouMean, faultText, inOrder, kindOf, readYaml, shapeFaults, valueAt } from "./yaml/index.ts";
export type { Path as YamlPath, YamlFault, YamlFile } from "./yaml/index.ts";
export { compareMinor, isKubernetesVersion, isVerified, verifiedKubernetes } from "./versions.ts";
