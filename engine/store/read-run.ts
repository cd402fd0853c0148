import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import { explain } from "./explain.ts";
import { planSchema } from "./plan-schema.ts";
import { readJson } from "./read-json.ts";
import { readTrial } from "./read-trial.ts";
import type { ShownTrials } from "./run-folder.ts";
import { resultSchema, type Result, type StoredRun } from "./stored-run.ts";
import { shownSchema } from "./trial-schema.ts";

/**
 * Reads a finished run.
 * @throws StoreError when the folder is no run, is unfinished or damaged, or was written by another version.
 */
export async function readRun(folder: string): Promise<StoredRun> {
  const plan = await readPlan(folder);
  const result = await readResult(folder);
  const shown = await shownTrials(folder);
  const timelineOf = async (label: string | undefined) =>
    label === undefined ? undefined : (await readTrial(folder, label, plan)).timeline;
  const [before, after] = [await timelineOf(shown.before), await timelineOf(shown.after)];
  return {
    folder,
    plan,
    result,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The result of a finished run. @throws StoreError whose cause has the code ENOENT when the run did not finish */
export async function readResult(folder: string): Promise<Result> {
  return (await readJson(join(folder, "result.json"), resultSchema, "a result of schema 1")) as Result;
}

/** The labels of the two trials that a finished run's reports draw. @throws StoreError */
export async function shownTrials(folder: string): Promise<ShownTrials> {
  return (await readJson(join(folder, "shown.json"), shownSchema, "the labels of two trials")) as ShownTrials;
}

/** The plan of a run, finished or not. @throws StoreError */
export async function readPlan(folder: string): Promise<Plan> {
  return (await readJson(join(folder, "plan.json"), planSchema, "a plan")) as Plan;
}

/**
 * Trials of a run, finished or not, in the order in which they began: all, or those whose label is wanted. A trial of
 * many pods takes its time to read.
 * @throws StoreError
 */
export async function readTrials(
  folder: string,
  isWanted: (label: string) => boolean = () => true,
): Promise<readonly TrialRecord[]> {
  const plan = await readPlan(folder);
  const labels = (await trialLabels(folder)).filter(isWanted);
  const trials = await Promise.all(labels.map((label) => readTrial(folder, label, plan)));
  return trials.sort((a, b) => a.timeline.startedAt - b.timeline.startedAt);
}

/** The labels of a run's trials, in no order. @throws StoreError */
export async function trialLabels(folder: string): Promise<readonly string[]> {
  const files = await explain(folder, "read the trials", () => readdir(join(folder, "trials")));
  return files.filter((file) => file.endsWith(".json")).map((file) => file.slice(0, -5));
}
