import { cpus, release, totalmem, type } from "node:os";
import { columboVersion } from "../../engine/cli/package-root.ts";
import { defaultKubernetesVersion } from "../../provisioners/index.ts";
import type { Fault } from "./fault.ts";
import type { NotRun } from "./run-fault.ts";
import type { Scored } from "./score.ts";
import { tableOf } from "./table.ts";

/** An outcome with the commit that it was measured at. */
export type Dated = (Scored | NotRun) & { readonly revision: string };

/**
 * docs/fault-bench.md.
 * @param command what was typed
 */
export function pageOf(faults: readonly Fault[], outcomes: readonly Dated[], command: string): string {
  const [cpu] = cpus();
  const machine = `${String(cpus().length)} cores (${cpu?.model ?? "unknown"}), ${String(Math.round(totalmem() / 2 ** 30))} GiB, ${type()} ${release()}`;
  return `# Fault bench

Each fault is made on a real local cluster by real means; its magnitude and the sizes vary by seed. "Right" means: the
expected cause came first, no red herring was blamed, and what was expected to be changed was changed and kept (where
changes are tried) or nothing was where nothing may be. "Part of the gain won" holds the time after the kept changes
against the time of the same deployment without the fault.

${new Date().toISOString().slice(0, 10)}, ${machine}, Node.js ${process.version}, Kubernetes ${defaultKubernetesVersion},
Columbo ${columboVersion()} (${revisionsOf(outcomes)}). Written by \`${command}\`.

${tableOf(faults, outcomes)}
`;
}

/** The commits, the one with most runs first; what was mended meanwhile was run again at the later one. */
function revisionsOf(outcomes: readonly Dated[]): string {
  const counts = [...Map.groupBy(outcomes, ({ revision }) => revision)].map(([name, all]) => ({
    name,
    runs: all.length,
  }));
  return counts
    .toSorted((a, b) => b.runs - a.runs)
    .map(({ name, runs }) => `${String(runs)} runs at revision ${name}`)
    .join(", ");
}
