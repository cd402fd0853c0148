import { mkdir, rmdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import { makeFolders } from "../../provisioners/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import { explain } from "./explain.ts";
import { keepLogs } from "./keep-logs.ts";
import { readTrial, trialFile } from "./read-trial.ts";
import type { TrialStages } from "./stages-of.ts";
import { resultSchema, type Result } from "./stored-run.ts";
import { writeForReaders, writeTables } from "./trial-files.ts";
import { writeWhole } from "./write-whole.ts";

/** The labels of the two trials that reports draw: those of median time before and after. */
export interface ShownTrials {
  readonly before?: string;
  readonly after?: string;
}

/** A run folder that is being written. */
export interface RunFolder {
  readonly path: string;
  /** Writes the plan anew: of a cluster that is there already some of it is known only when it is reached. */
  replan(plan: Plan): Promise<void>;
  /** Writes a trial, and what other programs read of it: `timeline.jsonl` and `stages.json`. */
  writeTrial(record: TrialRecord): Promise<void>;
  /** Copies the ends of logs into `logs/`, for whoever looks into a failed run. */
  keepLogs(paths: readonly string[]): Promise<void>;
  /** With the tables of the trials shown. The result itself is written last: a folder without its result is an unfinished run and is refused by `readRun`. */
  writeResult(result: Result, shown: ShownTrials): Promise<void>;
  /** Removes a folder that nothing but the plan is in; leaves any other as it is. */
  discardEmpty(): Promise<void>;
}

/**
 * Makes the folder `<parent>/<name>` and writes the plan into it. Where a run of that name is there already, as
 * when two begin in the same second, it becomes `<name>-2` and so on.
 * @throws StoreError when it cannot be made.
 */
export async function createRunFolder(parent: string, name: string, plan: Plan): Promise<RunFolder> {
  const path = await explain(join(parent, name), "make the run folder", async () => {
    await makeFolders(parent);
    const made = await makeNew(join(parent, name));
    await mkdir(join(made, "trials"));
    return made;
  });
  await writeWhole(planFile(path), json(plan));
  const written: TrialStages[] = [];
  let current = plan;
  return {
    path,
    async replan(next) {
      await writeWhole(planFile(path), json(next));
      current = next;
    },
    async writeTrial(record) {
      await writeWhole(trialFile(path, record.label), JSON.stringify(record));
      written.push(await writeForReaders(path, record, current, written));
    },
    keepLogs: (paths) => keepLogs(path, paths),
    async writeResult(result, shown) {
      for (const label of [shown.before, shown.after])
        if (label !== undefined)
          await writeTables(
            path,
            await readTrial(path, label, current),
            current,
            result.environment.memoryGiB,
          );
      await writeWhole(join(path, "shown.json"), json(shown));
      await writeWhole(join(path, "result.json"), json(resultSchema.parse(result)));
    },
    discardEmpty: () => discardEmpty(path),
  };
}

async function makeNew(path: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : `${path}-${number}`;
    try {
      await mkdir(candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Nothing is removed recursively: what somebody else put there keeps its folder. */
async function discardEmpty(path: string): Promise<void> {
  await explain(path, "remove the empty run folder", async () => {
    try {
      await rmdir(join(path, "trials"));
      await unlink(planFile(path));
      await rmdir(path);
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (!["ENOTEMPTY", "EEXIST", "ENOENT"].includes(code)) throw error;
    }
  });
}

/** Writes one file of a report into a run folder. */
export async function writeReport(folder: string, name: string, text: string): Promise<void> {
  await writeWhole(join(folder, name), text);
}

function planFile(folder: string): string {
  return join(folder, "plan.json");
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
