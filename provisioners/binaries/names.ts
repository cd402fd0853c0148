/** Every program that Columbo starts and does not bring itself. */
export const allBinaries = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "kwok",
  "kubelet",
] as const;

export type BinaryName = (typeof allBinaries)[number];

/** What a cluster of the `local` provisioner starts: its nodes are kwok's, so it needs no kubelet. */
export const clusterBinaries = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "kwok",
] as const satisfies readonly BinaryName[];

export type ClusterBinary = (typeof clusterBinaries)[number];

/** Absolute paths; the kubelet is there only when it was asked for. */
export type Binaries = Readonly<Record<ClusterBinary, string>> & { readonly kubelet?: string };
