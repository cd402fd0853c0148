import type {
  Catalogue,
  CatalogueEntry,
  CatalogueFacts,
  CatalogueState,
  PackageLine,
  ReaderLine,
} from "./entry.ts";
import { idsOf } from "./ids.ts";
import { mergePackages } from "./merge-packages.ts";

/** What the reader printed of one release. */
export interface ReleaseLines {
  readonly version: string;
  readonly lines: readonly ReaderLine[];
  readonly packages: readonly PackageLine[];
}

interface Occurrence {
  /** The release's place in the order of releases. */
  readonly at: number;
  readonly line: ReaderLine;
}

/**
 * Joins what was read of several releases: one entry per parameter, with ranges of releases in which nothing changed.
 * The order of lines does not matter.
 * @param releases in ascending order
 * @throws TypeError where a release has two parameters of one name, or two parameters get the same id, or where it has
 * a package twice
 */
export function mergeReleases(releases: readonly ReleaseLines[]): Catalogue {
  const versions = releases.map(({ version }) => version);
  const occurrences = releases.flatMap(({ lines }, at) => lines.map((line): Occurrence => ({ at, line })));
  const parameters = [...Map.groupBy(occurrences, ({ line }) => keyOf(line)).values()];
  const newest = parameters.map((found) => lastOf(found).line);
  const ids = idsOf(newest);
  const entries = parameters.map((found): CatalogueEntry => {
    const { line } = lastOf(found);
    const { component, kind, group, name, doc, position } = line;
    const id = ids.get(line) ?? name;
    return { id, component, kind, group, name, doc, position, states: statesOf(found, versions) };
  });
  refuseDoubles(entries);
  return {
    versions,
    packages: mergePackages(releases),
    entries: entries.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

function keyOf({ component, kind, group, name }: ReaderLine): string {
  return [component, kind, group, name].join("\0");
}

function lastOf(found: readonly Occurrence[]): Occurrence {
  const last = found.at(-1);
  if (last === undefined) throw new TypeError("a parameter that no release has");
  return last;
}

/** Two neighbouring releases share a state when nothing but the note on the default differs; the newer note stays. */
function statesOf(found: readonly Occurrence[], versions: readonly string[]): readonly CatalogueState[] {
  const states: CatalogueState[] = [];
  let before: Occurrence | undefined;
  for (const now of found) {
    const version = versions[now.at] ?? "";
    if (now.at === before?.at)
      throw new TypeError(
        `${version} has two parameters ${now.line.component} ${now.line.group} ${now.line.name}`,
      );
    const facts = factsOf(now.line);
    const goesOn = before !== undefined && before.at === now.at - 1 && sameFacts(factsOf(before.line), facts);
    const since = goesOn ? states.pop()?.since : undefined;
    states.push({ since: since ?? version, until: version, ...facts });
    before = now;
  }
  return states;
}

/** In an order of its own, whatever the order in a line: the file must come out the same each time. */
function factsOf(line: ReaderLine): CatalogueFacts {
  return {
    type: line.type,
    ...(line.default === undefined ? {} : { default: line.default }),
    ...(line.defaultNote === undefined ? {} : { defaultNote: line.defaultNote }),
    ...(line.deprecated === true ? { deprecated: true } : {}),
    ...(line.hidden === true ? { hidden: true } : {}),
    ...(line.stage === undefined ? {} : { stage: line.stage }),
    ...(line.locked === true ? { locked: true } : {}),
  };
}

function sameFacts(a: CatalogueFacts, b: CatalogueFacts): boolean {
  return (
    a.type === b.type &&
    a.default === b.default &&
    a.deprecated === b.deprecated &&
    a.hidden === b.hidden &&
    a.stage === b.stage &&
    a.locked === b.locked
  );
}

function refuseDoubles(entries: readonly CatalogueEntry[]): void {
  for (const [id, found] of Map.groupBy(entries, (entry) => entry.id))
    if (found.length > 1)
      throw new TypeError(
        `${id} is the id of ${found.map(({ kind, group }) => `a ${kind} of ${group}`).join(" and ")}`,
      );
}
