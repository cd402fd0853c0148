import type { Plan } from "../../experiments/index.ts";
import type { Emit } from "../events.ts";
import { createRunFolder, type Result, type RunFolder } from "../store/index.ts";
import { environmentOf } from "./environment.ts";
import type { Tuned } from "./measure-and-tune.ts";

/** What every command with trials gets. */
export interface RunRequest {
  readonly plan: Plan;
  /** The folder that the run folder is made in. */
  readonly output: string;
  /** Columbo's version. */
  readonly columbo: string;
  /** When the command began, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

export interface DiagnosedRun {
  readonly folder: string;
  readonly result: Result;
  /** Why the run failed; its result says so too. */
  readonly failure?: Error;
}

/** Does the work in a new run folder, which is removed again if an error leaves it without a trial. */
export async function inRunFolder(
  { plan, output, startedAt }: RunRequest,
  work: (folder: RunFolder) => Promise<DiagnosedRun>,
): Promise<DiagnosedRun> {
  const folder = await createRunFolder(output, runName(plan, startedAt), plan);
  try {
    return await work(folder);
  } catch (error) {
    // What ended the run is told, not that an empty folder is left behind it.
    await folder.discardEmpty().catch(() => undefined);
    throw error;
  }
}

/** Names sort by time; the experiment's name makes them readable. */
function runName(plan: Plan, startedAt: number): string {
  return `${new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "-")}-${plan.experiment}`;
}

/** What a result says beside what was measured. */
export interface RunFrame extends Pick<Result, "cluster" | "machines"> {
  readonly notes: readonly string[];
  readonly trialSeconds: number;
}

/** Writes the result of what was measured, and gives it. */
export async function finishRun(
  { columbo, startedAt, emit }: RunRequest,
  folder: RunFolder,
  { outcome, shown, failure }: Tuned,
  { notes: more, trialSeconds, cluster, machines }: RunFrame,
): Promise<DiagnosedRun> {
  const notes = [...(outcome.notes ?? []), ...more];
  const result: Result = {
    ...outcome,
    ...(cluster === undefined ? {} : { cluster }),
    ...(machines === undefined ? {} : { machines }),
    ...(notes.length === 0 ? {} : { notes }),
    environment: environmentOf(columbo, startedAt, trialSeconds),
  };
  try {
    await folder.writeResult(result, shown);
  } catch (error) {
    if (failure === undefined) throw error;
    // Why the trial failed matters more than that the full disk, which may be why, has no room for saying so.
    emit({ type: "note", text: error instanceof Error ? error.message : String(error) });
    throw failure;
  }
  return { folder: folder.path, result, ...(failure === undefined ? {} : { failure }) };
}
