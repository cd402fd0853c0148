import type { RootContent } from "mdast";
import type { Catalogue, FilePackage } from "../../knowledge/catalogue/entry.ts";
import { stateIn } from "../../knowledge/catalogue/lookup.ts";
import { code, heading, list, paragraph, table, type Inline } from "../../reports/document/nodes.ts";

/** Table 2 of the paper, of v1.27: what a component's files and its flags have. */
const paper: Readonly<Record<string, { readonly fields: number; readonly flags?: number }>> = {
  "kube-apiserver": { fields: 149, flags: 152 },
  "kube-controller-manager": { fields: 147, flags: 132 },
  "kube-proxy": { fields: 61, flags: 59 },
  "kube-scheduler": { fields: 315, flags: 55 },
  kubelet: { fields: 206, flags: 133 },
};

/** Its types of files, and its fields of no one component. */
const paperTypes = 234;
const paperOther = 189;

interface Count {
  readonly title: string;
  readonly paper: number;
  readonly of: (version: string) => number;
}

/** How many parameters each release has as the paper counts them, beside the paper's own numbers. */
export function paperCounts(catalogue: Catalogue): readonly RootContent[] {
  const { versions, packages } = catalogue;
  const flags = Object.entries(paper).map(([name, one]) => flagsOf(catalogue, name, one.flags ?? 0));
  const fields = [
    ...Object.entries(paper).map(([name, one]) => fieldsOf(catalogue, name, one.fields)),
    otherFields(catalogue),
  ];
  const sums = [sum("all flags", flags), sum("all fields", fields)];
  const rows = [...flags, ...fields, ...sums, sum("flags and fields", sums), typesOf(catalogue)];
  return [
    heading(3, undefined, "As the paper counts them"),
    paragraph(
      "The paper counts 1,598 in v1.27: the flags of five programs, and the fields of the types of configuration files; neither gates nor what a workload is made of. ",
      "Counted like that are the flags that a program's help shows, and of each exported type of the packages below each field with a key of its own: once for each version of the API, wherever the type is used. ",
      "The paper does not list its packages, so that its fields are those of other types in part: by this rule v1.27.16 has 226 types with 885 fields, of which three versions of kube-scheduler's have 222.",
    ),
    table(
      "counts by the paper's rule",
      ["", { figure: "v1.27, paper" }, ...versions.map((version) => ({ figure: version }))],
      rows.map((row) => [
        row.title,
        String(row.paper),
        ...versions.map((version) => String(row.of(version))),
      ]),
    ),
    paragraph("The packages, which are those of files that programs of a cluster read:"),
    list(
      [...Map.groupBy(packages, ({ component }) => component)].map(([component, own]) => [
        `${component === "kubernetes" ? "several programs" : component}: `,
        ...groupsOf(own).flatMap(([path, of], at): readonly Inline[] => [
          at === 0 ? "" : "; ",
          code(path),
          ` (${of.join(", ")})`,
        ]),
      ]),
    ),
  ];
}

/** The packages' paths without the version of the API, each with its versions. */
function groupsOf(packages: readonly FilePackage[]): readonly (readonly [string, readonly string[]])[] {
  const parts = packages.map(({ name }) => {
    const slash = name.lastIndexOf("/");
    return { path: name.slice(0, slash), version: name.slice(slash + 1) };
  });
  return [...Map.groupBy(parts, ({ path }) => path)].map(([path, of]) => [
    path,
    of.map(({ version }) => version),
  ]);
}

function flagsOf({ entries }: Catalogue, component: string, inPaper: number): Count {
  const flags = entries.filter((entry) => entry.kind === "flag" && entry.component === component);
  return {
    title: `${component}, flags`,
    paper: inPaper,
    of: (version) =>
      flags.filter((flag) => {
        const state = stateIn(flag, version);
        return state !== undefined && state.hidden !== true;
      }).length,
  };
}

function fieldsOf({ packages }: Catalogue, component: string, inPaper: number): Count {
  const own = packages.filter((one) => one.component === component);
  return {
    title: `${component}, fields`,
    paper: inPaper,
    of: (version) => total(own.map(({ counts }) => counts[version]?.fields ?? 0)),
  };
}

/** Of kubeadm's files and of what several programs read. */
function otherFields({ packages }: Catalogue): Count {
  const other = packages.filter(({ component }) => paper[component] === undefined);
  return {
    title: "kubeadm and several programs, fields",
    paper: paperOther,
    of: (version) => total(other.map(({ counts }) => counts[version]?.fields ?? 0)),
  };
}

function typesOf({ packages }: Catalogue): Count {
  return {
    title: "types that have the fields",
    paper: paperTypes,
    of: (version) => total(packages.map(({ counts }) => counts[version]?.types ?? 0)),
  };
}

function sum(title: string, counts: readonly Count[]): Count {
  return {
    title,
    paper: total(counts.map((count) => count.paper)),
    of: (version) => total(counts.map((count) => count.of(version))),
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}
