export { binariesFolder, cachedVersions, examineCache } from "./cache.ts";
export { ensureBinaries, type SetupHost } from "./ensure.ts";
export { kubemarkImagesFlag } from "./go/kubemark-source.ts";
export { findGo, installGo, isOlder, oldestGo } from "./go/toolchain.ts";
export {
  clusterBinaries,
  nodeBinaries,
  type Binaries,
  type BinaryName,
  type ClusterBinary,
} from "./names.ts";
export { defaultKubernetesVersion, suggestedGo } from "./versions.ts";
