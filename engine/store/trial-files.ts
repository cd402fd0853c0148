import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import { appendWhole } from "./append-whole.ts";
import { dataframeOf } from "./csv/dataframe.ts";
import { osResourcesOf, resourcesOf } from "./csv/resources.ts";
import { explain } from "./explain.ts";
import { stagesOf, type TrialStages } from "./stages-of.ts";
import { timelineLines } from "./timeline-lines.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Writes what other programs read of every trial: `timeline.jsonl` grows by it, `stages.json` holds all so far.
 * @param written entries of the trials before it
 * @returns its entry
 * @throws StoreError
 */
export async function writeForReaders(
  folder: string,
  record: TrialRecord,
  plan: Plan,
  written: readonly TrialStages[],
): Promise<TrialStages> {
  const entry = stagesOf(record, plan);
  await appendWhole(join(folder, "timeline.jsonl"), timelineLines(record));
  await writeWhole(
    join(folder, "stages.json"),
    `${JSON.stringify({ schema: 1, trials: [...written, entry] }, undefined, 1)}\n`,
  );
  return entry;
}

/**
 * Writes a trial's tables into `csv/`, by the names that Continuum gives them with the trial's label in front.
 * @param hostMemoryGiB of the machine that Columbo ran on
 * @throws StoreError
 */
export async function writeTables(
  folder: string,
  record: TrialRecord,
  plan: Plan,
  hostMemoryGiB: number,
): Promise<void> {
  const tables = join(folder, "csv");
  await explain(tables, "make the folder", () => mkdir(tables, { recursive: true }));
  const file = (name: string): string => join(tables, `${record.label}_${name}.csv`);
  await writeWhole(file("dataframe"), dataframeOf(record.timeline));
  await writeWhole(file("dataframe_resources"), resourcesOf(record, plan));
  await writeWhole(file("dataframe_resources_os"), osResourcesOf(record, plan, hostMemoryGiB));
}
