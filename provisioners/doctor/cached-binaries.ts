import {
  cachedVersions,
  clusterBinaries,
  defaultKubernetesVersion,
  examineCache,
} from "../binaries/index.ts";
import { verdict, type Verdict } from "./finding.ts";

/** The versions whose binaries are ready, checked by hash; a first run gets those of its version by itself. */
export async function cachedBinaries(): Promise<Verdict> {
  const words: string[] = [];
  let corrupt: string | undefined;
  for (const version of await cachedVersions()) {
    const health = [...(await examineCache(version, clusterBinaries))];
    // Nothing of it was ever had: somebody asked for a release that there is not.
    if (health.every(([, state]) => state === "absent")) continue;
    const damaged = health.filter(([, state]) => state === "corrupt").map(([name]) => name);
    const ready = health.every(([, state]) => state === "good");
    words.push(
      `${version} ${ready ? "ready" : damaged.length > 0 ? `corrupt: ${damaged.join(", ")}` : "incomplete"}`,
    );
    if (damaged.length > 0) corrupt ??= version;
  }
  const ok = corrupt === undefined && words.some((word) => word.endsWith(" ready"));
  const found = words.length === 0 ? "none yet; the first run gets them" : words.join("; ");
  const mend = `columbo setup --kubernetes ${corrupt ?? defaultKubernetesVersion}`;
  return verdict("optional", ok, found, mend);
}
