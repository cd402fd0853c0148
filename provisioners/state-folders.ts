import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where Columbo keeps what outlives a process but not a cluster. Nothing is created here. */
export interface StateFolders {
  /** One file per cluster, written before the cluster's first process. */
  readonly ledger: string;
  /** One folder per cluster. */
  readonly clusters: string;
}

/** The folders below `$XDG_STATE_HOME/columbo`; a relative XDG_STATE_HOME is ignored, as its specification says. */
export function stateFolders(env: NodeJS.ProcessEnv = process.env): StateFolders {
  const configured = env["XDG_STATE_HOME"];
  const base =
    configured !== undefined && isAbsolute(configured) ? configured : join(homedir(), ".local", "state");
  const root = join(base, "columbo");
  return { ledger: join(root, "ledger"), clusters: join(root, "clusters") };
}
