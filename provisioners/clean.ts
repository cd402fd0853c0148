import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { removeFromCluster } from "./existing/leftover.ts";
import { ownerLives, readLedger, strikeCluster, type LedgerEntry } from "./ledger.ts";
import { removeRemains } from "./local/real/remove.ts";
import { killProcessesOf } from "./marked-processes.ts";
import { removeMachines } from "./qemu/remove.ts";

/** What `cleanLeftovers` did. */
export interface CleanResult {
  /** Processes that were ended. */
  readonly processes: number;
  /** Folders that were removed. */
  readonly folders: number;
  /** Virtual machines that were ended. */
  readonly machines: number;
  /** The clusters they belonged to. */
  readonly clusters: readonly string[];
  /** What is still there, and why. */
  readonly skipped: readonly Skipped[];
}

/** Something that `cleanLeftovers` did not remove. */
interface Skipped {
  readonly what: string;
  readonly why: string;
  /** It should have been removed and could not be. */
  readonly failed?: true;
}

/**
 * Ends all processes of a cluster, removes what it made on a cluster that is not Columbo's, its folder, and strikes
 * it off; safe to repeat.
 */
export async function removeCluster(
  entry: Omit<LedgerEntry, "schema" | "owner">,
): Promise<Pick<CleanResult, "processes" | "folders" | "machines">> {
  const { cluster, folder, namespace, virtual } = entry;
  const processes = (await killProcessesOf(cluster)) + (await removeRemains(entry));
  const machines = virtual === undefined ? 0 : await removeMachines(cluster, virtual);
  if (namespace !== undefined) await removeFromCluster(folder, namespace, cluster);
  const folders = existsSync(folder) ? 1 : 0;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await strikeCluster(cluster);
  return { processes, folders, machines };
}

/**
 * Undoes what crashed runs left: of each cluster in the ledger whose owner is gone (or of every one, with
 * `includeRunning`), the processes, the folder and the entry. Touches nothing that the ledger does not name. One that
 * cannot be removed is skipped, and keeps no other from being removed.
 */
export async function cleanLeftovers(
  options: { readonly includeRunning?: boolean } = {},
): Promise<CleanResult> {
  const clusters: string[] = [];
  const skipped: Skipped[] = [];
  let [processes, folders, machines] = [0, 0, 0];
  for (const file of await readLedger()) {
    if ("unreadable" in file) {
      skipped.push({ what: file.file, why: "it is no ledger entry: look at it and delete it by hand" });
    } else if (options.includeRunning !== true && (await ownerLives(file.entry))) {
      skipped.push({ what: file.entry.cluster, why: usedBy(file.entry) });
    } else {
      const { cluster } = file.entry;
      try {
        const removed = await removeCluster(file.entry);
        processes += removed.processes;
        folders += removed.folders;
        machines += removed.machines;
        clusters.push(cluster);
      } catch (error) {
        skipped.push({
          what: cluster,
          why: `it cannot be removed (${(error as Error).message})`,
          failed: true,
        });
      }
    }
  }
  return { processes, folders, machines, clusters, skipped };
}

function usedBy({ owner: { pid, host } }: LedgerEntry): string {
  const where = host === undefined || host === hostname() ? "" : ` of ${host}`;
  return `process ${pid}${where} still uses it`;
}
