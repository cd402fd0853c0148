export { agentFor } from "./agent.ts";
export * from "./contract.ts";
export type { LinkCheck, MachinesReport, PairRow } from "./machines-report.ts";
export { makeFolders } from "./make-folders.ts";
export { clusterVariable } from "./marked-processes.ts";
export { run } from "./process.ts";
export {
  clusterBinaries,
  defaultKubernetesVersion,
  ensureBinaries,
  nodeBinaries,
  type Binaries,
  type BinaryName,
  type SetupHost,
} from "./binaries/index.ts";
export { examine, type Finding } from "./doctor/index.ts";
export { cleanLeftovers, type CleanResult } from "./clean.ts";
export { provisioners, type ClusterProvider } from "./all.ts";
export { previewMachines, type PreviewedDomain } from "./qemu/preview.ts";
export { standUpMachines, type StandingMachines } from "./qemu/stand-up.ts";
export { grantOf, rbacManifests, type RbacRequest, type Subject } from "./existing/index.ts";
