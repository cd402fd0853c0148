import type { Catalogue, CatalogueEntry, CatalogueFacts, CatalogueState } from "./entry.ts";
import { stateIn } from "./lookup.ts";

/** What can differ between two releases. */
export type ChangedFact = "type" | "default" | "deprecated" | "stage" | "locked";

/** One parameter that is not the same in two releases. */
export interface CatalogueDifference {
  readonly entry: CatalogueEntry;
  readonly change: "added" | "removed" | "changed";
  /** Absent where the parameter was added. */
  readonly from?: CatalogueState;
  /** Absent where it was removed. */
  readonly to?: CatalogueState;
  /** What differs; empty for what was added or removed. */
  readonly facts: readonly ChangedFact[];
}

const comparedFacts: readonly ChangedFact[] = ["default", "type", "stage", "locked", "deprecated"];

/** Everything that differs between two releases of the catalogue, in the order of the ids. */
export function differencesBetween(
  { entries }: Catalogue,
  from: string,
  to: string,
): readonly CatalogueDifference[] {
  return entries.flatMap((entry): readonly CatalogueDifference[] => {
    const [before, after] = [stateIn(entry, from), stateIn(entry, to)];
    if (before === undefined && after === undefined) return [];
    if (before === undefined)
      return after === undefined ? [] : [{ entry, change: "added", to: after, facts: [] }];
    if (after === undefined) return [{ entry, change: "removed", from: before, facts: [] }];
    const facts = changedFacts(before, after);
    return facts.length === 0 ? [] : [{ entry, change: "changed", from: before, to: after, facts }];
  });
}

function changedFacts(before: CatalogueFacts, after: CatalogueFacts): readonly ChangedFact[] {
  return comparedFacts.filter((fact) => before[fact] !== after[fact]);
}
