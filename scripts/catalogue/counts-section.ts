import type { RootContent } from "mdast";
import type { Catalogue, CatalogueEntry } from "../../knowledge/catalogue/entry.ts";
import { isFieldOfObject, stateIn } from "../../knowledge/catalogue/lookup.ts";
import { code, heading, list, paragraph, table } from "../../reports/document/nodes.ts";

/** The release that the paper's way of counting is shown for. */
const SHOWN = "v1.34.4";

/** How many parameters each release has, with the rule by which they are counted. */
export function countsSection({ versions, entries }: Catalogue): readonly RootContent[] {
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
    paragraph(
      "The paper counts 1,598 in v1.27 by another rule: 531 flags of the five programs and 1,067 fields of configuration types, each type once for each API version, wherever it is used; neither gates nor what a workload is made of. ",
      `By that rule ${SHOWN} has about 1,650: the ${String(shownFlags(entries))} flags that its programs' help shows, and about 1,080 fields, depending on which packages are taken.`,
    ),
  ];
}

function sortOf(entry: CatalogueEntry): string {
  if (entry.kind !== "field") return `${entry.component}, ${entry.kind}s`;
  return `${entry.component}, fields of ${isFieldOfObject(entry) ? "objects" : "files"}`;
}

function shownFlags(entries: readonly CatalogueEntry[]): number {
  return entries.filter((entry) => {
    const state = entry.kind === "flag" ? stateIn(entry, SHOWN) : undefined;
    return state !== undefined && state.hidden !== true;
  }).length;
}
