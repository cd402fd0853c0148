import type { RootContent } from "mdast";
import type { Catalogue, CatalogueEntry } from "../../knowledge/catalogue/entry.ts";
import { isFieldOfObject, stateIn } from "../../knowledge/catalogue/lookup.ts";
import { code, heading, list, paragraph, table } from "../../reports/document/nodes.ts";
import { paperCounts } from "./paper-counts.ts";

/** How many parameters each release has, with the rule by which they are counted. */
export function countsSection(catalogue: Catalogue): readonly RootContent[] {
  const { versions, entries } = catalogue;
  const sorts = [...Map.groupBy(entries, sortOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  const counts = (of: readonly CatalogueEntry[]): readonly string[] =>
    versions.map((version) => String(of.filter((entry) => stateIn(entry, version) !== undefined).length));
  return [
    heading(2, undefined, "How many there are in Kubernetes"),
    paragraph(
      "The catalogue has each parameter of each release, with type, default, documentation and place, read from Kubernetes' own sources: ",
      code("columbo knowledge list --all"),
      " shows it, and ",
      code("columbo knowledge diff"),
      " what changed. It is counted like this:",
    ),
    list([
      ["a flag counts once for each program that has it, also where its help hides it;"],
      [
        "a field counts once for each place where it can be set in the newest API version of its file or object: the items of a list count as one, and a type that stands in two places counts twice; of containers, those of all three kinds of a pod count once; those of kube-controller-manager count beside the flags that set them;",
      ],
      ["a feature gate counts once, whichever programs have it; so does one that can't be changed any more."],
    ]),
    table(
      "counts",
      ["", ...versions.map((version) => ({ figure: version }))],
      [...sorts.map(([sort, of]) => [sort, ...counts(of)]), ["all", ...counts(entries)]],
    ),
    ...paperCounts(catalogue),
  ];
}

function sortOf(entry: CatalogueEntry): string {
  if (entry.kind !== "field") return `${entry.component}, ${entry.kind}s`;
  return `${entry.component}, fields of ${isFieldOfObject(entry) ? "objects" : "files"}`;
}
