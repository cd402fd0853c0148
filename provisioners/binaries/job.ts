import type { Progress } from "../contract.ts";
import type { Source } from "./cache.ts";
import type { BinaryName } from "./names.ts";

/** What the ways of getting binaries work with: one setup that holds the lock of its version's folder. */
export interface SetupJob {
  readonly kubernetes: string;
  /** Temporary, on the cache's file system; removed whatever happens. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  /** Takes a finished binary into the cache; or says why not: "does not run", "says v1.33.0, expected v1.34.4". */
  readonly admit: (name: BinaryName, file: string, source: Source) => Promise<string | undefined>;
}
