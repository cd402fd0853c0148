import type { RootContent } from "mdast";
import type { Catalogue, CatalogueEntry } from "../../knowledge/catalogue/entry.ts";
import { stateIn } from "../../knowledge/catalogue/lookup.ts";
import { heading, paragraph, table } from "../../reports/document/nodes.ts";

/** How many parameters each release has, with the rule by which they are counted. */
export function countsSection({ versions, entries }: Catalogue): readonly RootContent[] {
  const sorts = [...Map.groupBy(entries, sortOf)].sort(([a], [b]) => (a < b ? -1 : 1));
  const count = (of: readonly CatalogueEntry[], version: string): string =>
    String(of.filter((entry) => stateIn(entry, version) !== undefined).length);
  const rows = [
    ...sorts.map(([sort, of]) => [sort, ...versions.map((version) => count(of, version))]),
    ["all", ...versions.map((version) => count(entries, version))],
  ];
  return [
    heading(2, undefined, "How many there are in Kubernetes"),
    paragraph(
      "The catalogue has every flag of Kubernetes' programs, every field of their configuration files and of the objects ",
      "that a workload is made of, and every feature gate, read from the sources of each release.",
    ),
    table("counts", ["", ...versions.map((version) => ({ figure: version }))], rows),
  ];
}

function sortOf({ component, kind, group }: CatalogueEntry): string {
  return kind === "field" ? `${component}: ${group}` : `${component}: ${kind}s`;
}
