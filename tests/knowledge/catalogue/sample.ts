import type { PackageLine, ReaderLine } from "../../../knowledge/catalogue/entry.ts";
import { mergeReleases, type ReleaseLines } from "../../../knowledge/catalogue/merge.ts";

/** A line as the reader prints it; what is not said is that of a flag without a default. */
export function line(name: string, rest: Partial<ReaderLine> = {}): ReaderLine {
  const common = { component: "kube-apiserver", kind: "flag", group: "flags", type: "int" } as const;
  return { ...common, name, doc: `About ${name}.`, position: `apiserver/options.go:${name.length}`, ...rest };
}

const gate = (name: string, rest: Partial<ReaderLine>): ReaderLine =>
  line(name, { component: "feature-gates", kind: "gate", group: "gates", type: "bool", ...rest });

const field = (name: string, rest: Partial<ReaderLine> = {}): ReaderLine =>
  line(name, { component: "kubelet", kind: "field", group: "KubeletConfiguration", ...rest });

/** A package of configuration files as the reader prints it. */
export function packageLine(name: string, types: number, fields: number): PackageLine {
  return { component: "kubelet", kind: "package", name, types, fields };
}

/**
 * Three releases: a default that changes and changes back, a flag that goes, a field that comes, one that is away in
 * between, a gate that grows up, and a package of files that gives way to a newer version.
 */
export const releases: readonly ReleaseLines[] = [
  {
    version: "v1.29.6",
    packages: [packageLine("config/v1beta1", 2, 9)],
    lines: [
      line("qps", { default: "20", defaultNote: "options.go:1" }),
      line("old-flag", { deprecated: true }),
      field("address", { type: "string", default: "0.0.0.0" }),
      line("address", { component: "kubelet", type: "string" }),
      field("imageGC.period", { type: "Duration", default: "2m0s", doc: "How often images are looked at." }),
      gate("FastStart", { default: "false", stage: "ALPHA" }),
    ],
  },
  {
    version: "v1.30.14",
    packages: [packageLine("config/v1beta1", 2, 9), packageLine("config/v1", 3, 10)],
    lines: [
      line("qps", { default: "20", defaultNote: "options.go:2" }),
      field("address", { type: "string", default: "0.0.0.0" }),
      line("address", { component: "kubelet", type: "string" }),
      gate("FastStart", { default: "true", stage: "BETA" }),
      field("maxParallelPulls", { type: "*int32", doc: "Pulls at once." }),
    ],
  },
  {
    version: "v1.31.14",
    packages: [packageLine("config/v1", 3, 11)],
    lines: [
      line("qps", { default: "50" }),
      field("address", { type: "string", default: "0.0.0.0" }),
      line("address", { component: "kubelet", type: "string" }),
      field("imageGC.period", { type: "Duration", default: "2m0s", doc: "How often images are looked at." }),
      gate("FastStart", { default: "true", stage: "GA", locked: true }),
      field("maxParallelPulls", { type: "*int32", doc: "Image pulls at once." }),
    ],
  },
];

export const sample = mergeReleases(releases);
