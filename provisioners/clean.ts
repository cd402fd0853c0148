import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { hostname } from "node:os";
import { ownerLives, readLedger, strikeCluster, type LedgerEntry } from "./ledger.ts";
import { killProcessesOf } from "./marked-processes.ts";

/** What `cleanLeftovers` did. */
export interface CleanResult {
  /** Processes that were ended. */
  readonly processes: number;
  /** Folders that were removed. */
  readonly folders: number;
  /** The clusters they belonged to. */
  readonly clusters: readonly string[];
  /** What was left alone, and why. */
  readonly skipped: readonly { readonly what: string; readonly why: string }[];
}

/** Ends all processes of a cluster, removes its folder, and strikes it off; safe to repeat. */
export async function removeCluster({ cluster, folder }: Pick<LedgerEntry, "cluster" | "folder">): Promise<{
  readonly processes: number;
  readonly folders: number;
}> {
  const processes = await killProcessesOf(cluster);
  const folders = existsSync(folder) ? 1 : 0;
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  await strikeCluster(cluster);
  return { processes, folders };
}

/**
 * Undoes what crashed runs left: of each cluster in the ledger whose owner is gone (or of every one, with
 * `includeRunning`), the processes, the folder and the entry. Touches nothing that the ledger does not name.
 */
export async function cleanLeftovers(
  options: { readonly includeRunning?: boolean } = {},
): Promise<CleanResult> {
  const clusters: string[] = [];
  const skipped: { what: string; why: string }[] = [];
  let [processes, folders] = [0, 0];
  for (const file of await readLedger()) {
    if ("unreadable" in file) {
      skipped.push({ what: file.file, why: "it is no ledger entry: look at it and delete it by hand" });
    } else if (options.includeRunning !== true && (await ownerLives(file.entry))) {
      skipped.push({ what: file.entry.cluster, why: usedBy(file.entry) });
    } else {
      const removed = await removeCluster(file.entry);
      processes += removed.processes;
      folders += removed.folders;
      clusters.push(file.entry.cluster);
    }
  }
  return { processes, folders, clusters, skipped };
}

function usedBy({ owner: { pid, host } }: LedgerEntry): string {
  const where = host === undefined || host === hostname() ? "" : ` of ${host}`;
  return `process ${pid}${where} still uses it`;
}
