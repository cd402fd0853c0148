import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { startTimeOf } from "./marked-processes.ts";
import { makeFolders } from "./make-folders.ts";
import { keepingState } from "./state-fault.ts";
import { stateFolders } from "./state-folders.ts";

/** Virtual machines of a run: what is on each of their hosts. */
export interface VirtualRemains {
  /** The run's folder on every host, absolute. */
  readonly folder: string;
  /** Hosts besides this machine, user@address. */
  readonly hosts: readonly string[];
  /** The bridge that was made for them on this machine. */
  readonly bridge?: string;
}

/** What a cluster may leave outside its folder. */
export interface Remains {
  readonly virtual?: VirtualRemains;
  /** Names of network bridges, each with the pods' links on it. */
  readonly bridges?: readonly string[];
  /** The control group below which all of its nodes run, by its name below each controller's folder. */
  readonly cgroup?: string;
  /** Where trials ran on a cluster that is not Columbo's; the kubeconfig in the entry's folder is the way to it. */
  readonly namespace?: string;
}

/** What a cluster may leave behind, written down before the first of it exists. */
export interface LedgerEntry extends Remains {
  readonly schema: 1;
  /** The cluster's id; every process of the cluster carries it in its environment. */
  readonly cluster: string;
  /** The process that takes the cluster down when all goes well. */
  readonly owner: {
    readonly pid: number;
    readonly startTime: number;
    /** Name of its machine: home folders may be shared by several, and a pid says nothing on another one. */
    readonly host?: string;
  };
  /** The cluster's folder, absolute: logs, secrets, etcd's data. */
  readonly folder: string;
}

/** A file of the ledger: an entry, or the reason why it is none. */
export type LedgerFile =
  | { readonly file: string; readonly entry: LedgerEntry }
  | { readonly file: string; readonly unreadable: string };

const idPattern = /^[a-z0-9-]+$/;

function fileOf(cluster: string): string {
  return join(stateFolders().ledger, `${cluster}.json`);
}

/** Writes the intent to create a cluster that this process owns; returns once it is in the ledger. */
export async function recordCluster(cluster: string, folder: string, remains: Remains = {}): Promise<void> {
  const startTime = await startTimeOf(process.pid);
  if (startTime === undefined) throw new TypeError("this process is not in /proc");
  const entry: LedgerEntry = {
    schema: 1,
    cluster,
    owner: { pid: process.pid, startTime, host: hostname() },
    folder,
    ...remains,
  };
  // Renamed into place: a reader sees the whole entry or none.
  const unfinished = `${fileOf(cluster)}.tmp`;
  await keepingState(async () => {
    await makeFolders(stateFolders().ledger, 0o700);
    try {
      await writeFile(unfinished, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
      await rename(unfinished, fileOf(cluster));
    } finally {
      await rm(unfinished, { force: true });
    }
  });
}

/** Strikes a cluster off, once nothing of it is left. */
export async function strikeCluster(cluster: string): Promise<void> {
  await rm(fileOf(cluster), { force: true });
}

const isBridgeOf = (cluster: string | undefined, name: unknown): boolean =>
  typeof name === "string" &&
  name.startsWith(`cb${cluster?.slice(-8) ?? ""}`) &&
  /^cb[0-9a-f]{8}[0-9a-z]{1,5}$/.test(name);

/** Only a folder and a bridge that are named after the run may be removed with it. */
function isVirtual(cluster: string, virtual: Partial<VirtualRemains>): boolean {
  const { folder, hosts, bridge } = virtual;
  if (typeof folder !== "string" || !folder.endsWith(`/.columbo/runs/${cluster}`)) return false;
  if (!Array.isArray(hosts) || !hosts.every((host) => typeof host === "string")) return false;
  return bridge === undefined || bridge === `cq${cluster.slice(-8)}`;
}

/** Checks what a ledger file says: it decides what is removed, so it is not believed blindly. */
export function parseEntry(text: string): LedgerEntry | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const entry = value as Partial<LedgerEntry> | null;
  if (entry?.schema !== 1 || typeof entry.cluster !== "string" || !idPattern.test(entry.cluster))
    return undefined;
  if (!Number.isInteger(entry.owner?.pid) || !Number.isInteger(entry.owner?.startTime)) return undefined;
  if (entry.folder !== join(stateFolders().clusters, entry.cluster)) return undefined;
  const { namespace } = entry;
  if (namespace !== undefined && !(typeof namespace === "string" && idPattern.test(namespace)))
    return undefined;
  const { cgroup, bridges = [] } = entry;
  if (cgroup !== undefined && cgroup !== `columbo-${entry.cluster}`) return undefined;
  if (entry.virtual !== undefined && !isVirtual(entry.cluster, entry.virtual)) return undefined;
  if (!Array.isArray(bridges) || !bridges.every((name) => isBridgeOf(entry.cluster, name))) return undefined;
  return entry as LedgerEntry;
}

/** All files of the ledger; none when there never was a cluster. */
export async function readLedger(): Promise<readonly LedgerFile[]> {
  const { ledger } = stateFolders();
  let names: string[];
  try {
    names = await readdir(ledger);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const files = names.filter((name) => name.endsWith(".json")).map((name) => join(ledger, name));
  const read = files.map(async (file): Promise<LedgerFile | undefined> => {
    let text: string;
    try {
      text = await readFile(file, "utf8");
    } catch (error) {
      // Struck off by its owner since the folder was listed.
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
    const entry = parseEntry(text);
    return entry === undefined ? { file, unreadable: `${file} is no ledger entry` } : { file, entry };
  });
  return (await Promise.all(read)).filter((file) => file !== undefined);
}

/**
 * Whether the process that owns the cluster still lives; another process with the same pid does not count. One of
 * another machine counts as living: nobody here can tell, and taking its folder away would break its cluster.
 */
export async function ownerLives(entry: LedgerEntry): Promise<boolean> {
  if (entry.owner.host !== undefined && entry.owner.host !== hostname()) return true;
  return (await startTimeOf(entry.owner.pid)) === entry.owner.startTime;
}
