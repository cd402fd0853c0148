/** Every program that Columbo starts and does not bring itself. */
export const allBinaries = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "kwok",
  "kubelet",
  "kubemark",
  "kubeadm",
] as const;

export type BinaryName = (typeof allBinaries)[number];

/** What every cluster of the `local` provisioner is started with; its nodes may need more. */
export const clusterBinaries = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "kwok",
] as const satisfies readonly BinaryName[];

export type ClusterBinary = (typeof clusterBinaries)[number];

/** What the nodes of a kind need besides. */
export const nodeBinaries = {
  kwok: [],
  hollow: ["kubemark"],
  real: ["kubelet"],
  virtual: ["kubelet", "kubeadm"],
} as const satisfies Readonly<Record<string, readonly BinaryName[]>>;

/** What has no official release, and is built from its Go module always. */
export const unreleased = ["kubemark"] as const satisfies readonly BinaryName[];

export type ReleasedBinary = Exclude<BinaryName, (typeof unreleased)[number]>;

export const isReleased = (name: BinaryName): name is ReleasedBinary =>
  !(unreleased as readonly BinaryName[]).includes(name);

/** Absolute paths. */
export type Binaries = Readonly<Record<ClusterBinary, string>>;
