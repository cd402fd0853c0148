import { compareMinor, isKubernetesVersion } from "../versions.ts";
import type { Catalogue, CatalogueEntry, CatalogueKind, CatalogueState } from "./entry.ts";

/** The release of the catalogue that stands for a version: that of the same minor, for example for `1.34`. */
export function releaseOf({ versions }: Catalogue, version: string): string | undefined {
  if (!isKubernetesVersion(version)) return undefined;
  return versions.find((release) => compareMinor(release, version) === 0);
}

/** What held of a parameter in a release; undefined where that release does not have it. */
export function stateIn({ states }: CatalogueEntry, version: string): CatalogueState | undefined {
  return states.find(
    ({ since, until }) => compareMinor(since, version) <= 0 && compareMinor(until, version) >= 0,
  );
}

/**
 * The parameters that a text names, case and leading dashes not counting: the one of this id, else all of this name,
 * such as `kube-api-qps` of two components, or of this last part of a path, such as `qps`.
 */
export function findEntries({ entries }: Catalogue, text: string): readonly CatalogueEntry[] {
  const wanted = text.toLowerCase();
  const exact =
    entries.find(({ id }) => id === text) ?? entries.find(({ id }) => id.toLowerCase() === wanted);
  if (exact !== undefined) return [exact];
  const bare = wanted.replace(/^--/, "");
  const named = entries.filter(({ name }) => name.toLowerCase() === bare);
  return named.length > 0 ? named : entries.filter(({ name }) => name.toLowerCase().endsWith(`.${bare}`));
}

/** Whether a parameter is a field of an object of the API, such as a pod's spec, and not of a configuration file. */
export function isFieldOfObject({ component, kind, group }: CatalogueEntry): boolean {
  return kind === "field" && (component === "workload" || group.endsWith("Spec"));
}

/** What to keep of the catalogue; what is not said keeps everything. */
export interface CatalogueFilter {
  readonly component?: string | undefined;
  readonly kind?: CatalogueKind | undefined;
  /** Only what this release has. */
  readonly version?: string | undefined;
}

/** The parameters of a component, of a kind, or of a release. */
export function listEntries(
  { entries }: Catalogue,
  { component, kind, version }: CatalogueFilter,
): readonly CatalogueEntry[] {
  return entries.filter(
    (entry) =>
      (component === undefined || entry.component === component) &&
      (kind === undefined || entry.kind === kind) &&
      (version === undefined || stateIn(entry, version) !== undefined),
  );
}

/** The releases that have a parameter, in words: `v1.31.14 to v1.33.13`, or several such ranges. */
export function releasesOf({ states }: CatalogueEntry, { versions }: Catalogue): string {
  const ranges: { since: string; until: string }[] = [];
  for (const { since, until } of states) {
    const last = ranges.at(-1);
    if (last !== undefined && versions.indexOf(since) === versions.indexOf(last.until) + 1)
      last.until = until;
    else ranges.push({ since, until });
  }
  return ranges.map(({ since, until }) => (since === until ? since : `${since} to ${until}`)).join(", ");
}
