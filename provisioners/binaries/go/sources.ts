import type { BinaryName } from "../names.ts";
import { partsOf, versionOf } from "../versions.ts";
import type { EditedSource } from "./edited-source.ts";
import { kubemarkSource } from "./kubemark-source.ts";

export interface GoCommand {
  readonly name: BinaryName;
  readonly package: string;
  /** Set for a command whose own source is changed first. */
  readonly edited?: EditedSource;
}

/** A Go module and the commands that are built from it. */
export interface GoSource {
  readonly module: string;
  readonly version: string;
  readonly commands: readonly GoCommand[];
  /** Variables that the linker sets, as -X takes them. */
  readonly stamps: readonly string[];
}

/**
 * Kubernetes keeps its version in two packages: what the programs say of themselves, and what their API client
 * says in its user agent. Upstream's build sets both; unset, a program claims to be v0.0.0.
 */
function kubernetesStamps(kubernetes: string): readonly string[] {
  const { major, minor } = partsOf(kubernetes);
  return ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((package_) => [
    `${package_}.gitVersion=${kubernetes}`,
    `${package_}.gitMajor=${major}`,
    `${package_}.gitMinor=${minor}`,
  ]);
}

const single = (name: BinaryName, module: string, command: string, version: string): GoSource => ({
  module,
  version,
  commands: [{ name, package: command }],
  stamps: [],
});

const ofKubernetes = (name: BinaryName): GoCommand =>
  name === "kubemark"
    ? { name, package: ".", edited: kubemarkSource }
    : { name, package: `k8s.io/kubernetes/cmd/${name}` };

/** The modules to build for these binaries, Kubernetes' first, each with only the commands asked for. */
export function goSources(names: readonly BinaryName[], kubernetes: string): readonly GoSource[] {
  const itsOwn = names.filter((name) => name !== "etcd" && name !== "kwok");
  const sources: GoSource[] = [];
  if (itsOwn.length > 0)
    sources.push({
      module: "k8s.io/kubernetes",
      version: kubernetes,
      commands: itsOwn.map(ofKubernetes),
      stamps: kubernetesStamps(kubernetes),
    });
  if (names.includes("etcd")) {
    const server = "go.etcd.io/etcd/server/v3";
    sources.push(single("etcd", server, server, versionOf("etcd", kubernetes)));
  }
  if (names.includes("kwok")) {
    const kwok = "sigs.k8s.io/kwok";
    sources.push(single("kwok", kwok, `${kwok}/cmd/kwok`, versionOf("kwok", kubernetes)));
  }
  return sources;
}
