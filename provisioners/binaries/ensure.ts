import { chmod, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "../contract.ts";
import { admit, cacheFolder, examineCache, removeLeftovers, temporaryPath } from "./cache.ts";
import { download } from "./download.ts";
import { downloadsOf } from "./downloads.ts";
import { folderFault } from "./errors.ts";
import { givenBinaries } from "./given.ts";
import { build } from "./go/build.ts";
import type { SetupJob } from "./job.ts";
import { withFolderLock } from "./lock.ts";
import { clusterBinaries, isReleased, type BinaryName, type ClusterBinary } from "./names.ts";
import { saysVersion } from "./says-version.ts";
import { partsOf, versionOf } from "./versions.ts";
import { makeFolders } from "../make-folders.ts";

/** What `ensureBinaries` gets from its caller. */
export interface SetupHost<N extends BinaryName = ClusterBinary> {
  readonly report: (progress: Progress) => void;
  /** Aborted when the user interrupts: children are ended, what is half done is removed. */
  readonly signal: AbortSignal;
  /** A folder with ready binaries; nothing else is looked at then. */
  readonly binDir?: string | undefined;
  /** Base address that stands in for dl.k8s.io and github.com. */
  readonly mirror?: string | undefined;
  /** What is needed; a local cluster's six programs unless said otherwise. */
  readonly names?: readonly N[] | undefined;
}

/** What the cache does not have in good order; a corrupt one is said, since it hints at a failing disk. */
async function lacking(
  kubernetes: string,
  names: readonly BinaryName[],
  report?: (progress: Progress) => void,
): Promise<readonly BinaryName[]> {
  const health = await examineCache(kubernetes, names);
  for (const [name, state] of health)
    if (state === "corrupt")
      report?.({
        kind: "note",
        text: `cached ${name} of Kubernetes ${kubernetes} is corrupt (its checksum differs): getting it again`,
      });
  return names.filter((name) => health.get(name) !== "good");
}

async function fill(names: readonly BinaryName[], job: SetupJob, mirror: string | undefined): Promise<void> {
  const released = names.filter(isReleased);
  const unreleased = names.filter((name) => !isReleased(name));
  const missed = await download(downloadsOf(released, job.kubernetes, mirror), job);
  if (unreleased.length > 0)
    job.report({
      kind: "note",
      text: `${unreleased.join(", ")}: no official download exists, so it is always built from Go modules (about 3 minutes)`,
    });
  const rest = [...missed, ...unreleased];
  if (rest.length > 0) await build(rest, job);
}

/** A binary's way into the cache: it must run here and be what it should be. */
const admission =
  (kubernetes: string, signal: AbortSignal): SetupJob["admit"] =>
  async (name, file, source) => {
    await chmod(file, 0o755);
    const [expected, said] = [versionOf(name, kubernetes), await saysVersion(name, file, signal)];
    if (said === undefined) return "does not run";
    if (said !== expected) return `says ${said}, expected ${expected}`;
    await admit(name, kubernetes, file, source);
    return undefined;
  };

/** Gets whatever is missing, as the only setup of this version on the machine. */
async function fillCache(kubernetes: string, host: SetupHost<BinaryName>, names: readonly BinaryName[]) {
  const folder = cacheFolder(kubernetes);
  await makeFolders(folder);
  const wait = () => {
    host.report({
      kind: "note",
      text: `waiting for another setup of Kubernetes ${kubernetes} that is at work in ${folder}`,
    });
  };
  await withFolderLock(folder, host.signal, wait, async (signal) => {
    // Whoever held the lock before may have got them.
    const missing = await lacking(kubernetes, names, host.report);
    if (missing.length === 0) return;
    await removeLeftovers(kubernetes);
    const temporary = await mkdtemp(temporaryPath(kubernetes));
    try {
      const { report } = host;
      const admit = admission(kubernetes, signal);
      await fill(missing, { kubernetes, folder: temporary, signal, report, admit }, host.mirror);
    } finally {
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    }
    host.report({ kind: "done", text: `binaries of Kubernetes ${kubernetes} are ready in ${folder}` });
  });
}

/**
 * Gives the paths of Kubernetes' programs of one version, from the first that has them: the user's folder, the
 * cache (checked by hash, under half a second), the official downloads, a build from Go modules (minutes).
 * Rejects with a SetupError (exit code 2 or 3), or with the signal's reason when interrupted.
 */
export async function ensureBinaries<N extends BinaryName = ClusterBinary>(
  kubernetes: string,
  host: SetupHost<N>,
): Promise<Readonly<Record<N, string>>> {
  // The default of the type parameter is this very set.
  const names = host.names ?? (clusterBinaries as readonly BinaryName[] as readonly N[]);
  partsOf(kubernetes);
  if (host.binDir !== undefined) return await givenBinaries(host.binDir, kubernetes, names, host.signal);
  if ((await lacking(kubernetes, names)).length > 0)
    try {
      await fillCache(kubernetes, host, names);
    } catch (error) {
      host.signal.throwIfAborted();
      throw folderFault(error, cacheFolder(kubernetes)) ?? error;
    }
  const folder = cacheFolder(kubernetes);
  return Object.fromEntries(names.map((name) => [name, join(folder, name)])) as Record<N, string>;
}
