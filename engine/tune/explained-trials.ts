import type { Plan } from "../../experiments/index.ts";
import { readTrial, readTrials, shownTrials, StoreError, trialLabels } from "../store/index.ts";
import type { TrialRecord } from "../trial/index.ts";
import { isOfBaseline, isOfWarmUp } from "./calibration.ts";

/**
 * The trials of a run that are judged together.
 * @param wanted "baseline", "final", or the label of a trial or of several
 * @throws StoreError when there is none
 */
export async function trialsToExplain(
  folder: string,
  plan: Plan,
  wanted: string,
): Promise<readonly TrialRecord[]> {
  const labels = await trialLabels(folder);
  if (wanted === "final") return finalTrials(folder, plan);
  const chosen = labels.includes(wanted)
    ? [wanted]
    : labels.filter(
        (label) => label.startsWith(`${wanted}-`) && /^\d+$/.test(label.slice(wanted.length + 1)),
      );
  // A rollout that was only watched is its own baseline.
  const watched =
    wanted === "baseline" && chosen.length === 0 ? labels.filter((label) => label === "rollout") : [];
  const all = [...chosen, ...watched];
  if (all.length === 0)
    throw new StoreError(
      `${folder} has no trial ${wanted}: expected baseline, final, or one of ${labels.toSorted().join(", ")}`,
    );
  return readTrials(folder, (label) => all.includes(label));
}

/** The trials under the settings of the trial that reports draw as the last state. */
async function finalTrials(folder: string, plan: Plan): Promise<readonly TrialRecord[]> {
  const { after } = await shownTrials(folder);
  if (after === undefined)
    throw new StoreError(
      `${folder} has no final trials, since no change was kept: expected --trial baseline`,
    );
  const { settings } = await readTrial(folder, after, plan);
  const same = JSON.stringify(settings);
  const others = await readTrials(folder, (label) => !isOfWarmUp(label) && !isOfBaseline(label));
  return others.filter((trial) => JSON.stringify(trial.settings) === same);
}
