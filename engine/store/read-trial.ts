import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import { readJson } from "./read-json.ts";
import { StoreError } from "./store-error.ts";
import { trialSchema } from "./trial-schema.ts";

/** Where a trial is, by its label. */
export function trialFile(folder: string, label: string): string {
  return join(folder, "trials", `${label}.json`);
}

/** One trial of a run. @throws StoreError also when it was measured under another plan */
export async function readTrial(folder: string, label: string, plan: Plan): Promise<TrialRecord> {
  const file = trialFile(folder, label);
  const record = (await readJson(file, trialSchema, "a trial")) as TrialRecord;
  if (record.plan !== plan.hash)
    throw new StoreError(
      `${file} was measured under another plan: expected ${plan.hash}, found ${record.plan}; ` +
        "put back what was there, or run the experiment again",
    );
  return record;
}
