import { rm } from "node:fs/promises";
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
export async function removeCluster(entry: Pick<LedgerEntry, "cluster" | "folder">): Promise<number> {
  const processes = await killProcessesOf(entry.cluster);
  await rm(entry.folder, { recursive: true, force: true, maxRetries: 3 });
  await strikeCluster(entry.cluster);
  return processes;
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
  let processes = 0;
  for (const file of await readLedger()) {
    if ("unreadable" in file) {
      skipped.push({ what: file.file, why: "it is no ledger entry: look at it and delete it by hand" });
    } else if (options.includeRunning !== true && (await ownerLives(file.entry))) {
      skipped.push({ what: file.entry.cluster, why: `process ${file.entry.owner.pid} still uses it` });
    } else {
      processes += await removeCluster(file.entry);
      clusters.push(file.entry.cluster);
    }
  }
  return { processes, folders: clusters.length, clusters, skipped };
}
