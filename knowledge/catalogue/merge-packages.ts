import type { FilePackage, PackageCount, PackageLine } from "./entry.ts";

interface ReleasePackages {
  readonly version: string;
  readonly packages: readonly PackageLine[];
}

/**
 * One package of each path, with what each release has of it.
 * @param releases in ascending order
 * @throws TypeError where a release has a package twice
 */
export function mergePackages(releases: readonly ReleasePackages[]): readonly FilePackage[] {
  const occurrences = releases.flatMap(({ version, packages }) =>
    packages.map((line) => ({ version, line })),
  );
  const merged = [...Map.groupBy(occurrences, ({ line }) => `${line.component} ${line.name}`)].map(
    ([key, found]) => {
      const counts = new Map<string, PackageCount>();
      for (const { version, line } of found) {
        if (counts.has(version)) throw new TypeError(`${version} has package ${key} twice`);
        counts.set(version, { types: line.types, fields: line.fields });
      }
      const [component = "", name = ""] = key.split(" ");
      return { key, component, name, counts: Object.fromEntries(counts) };
    },
  );
  return merged
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ component, name, counts }) => ({ component, name, counts }));
}
