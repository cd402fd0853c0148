import { describe, expect, it } from "vitest";
import { phaseOf } from "../../../engine/tune/phase.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import { resultSchema } from "../../../engine/store/index.ts";
import { improvedRun } from "../../support/synthetic-runs.ts";
import { syntheticTrial } from "../../support/synthetic-trial.ts";
import { planOf, tuneFake } from "./fake.ts";

/** A trial whose scheduler log was lost. */
function withoutScheduling(trial: TrialRecord): TrialRecord {
  const containers = trial.timeline.containers.map((container) => {
    const { "pod-scheduling": _lost, ...points } = container.points;
    return { ...container, points };
  });
  return { ...trial, timeline: { ...trial.timeline, containers } };
}

describe("trials summed up", () => {
  it("leave out a stage when no trial shows both of its ends", () => {
    const { stages } = phaseOf([withoutScheduling(syntheticTrial())], {}, {});
    expect(Object.keys(stages)).toEqual(["S1", "S2", "S5", "S6"]);
  });

  it("take a stage's time from another trial when the median one lacks it", () => {
    const { stages } = phaseOf([withoutScheduling(syntheticTrial()), syntheticTrial()], {}, {});
    expect(Object.keys(stages)).toHaveLength(6);
  });

  it("never show a best case above what was measured", () => {
    const { stages } = phaseOf([syntheticTrial()], {}, { S3: 1000, S4: 0 });
    expect(stages.S3!.bestCase).toBe(stages.S3!.median);
    expect(stages.S4!.bestCase).toBe(0);
    expect(stages.S5).not.toHaveProperty("bestCase");
  });

  it("make a result that the schema takes, with the model's error of the warm-up alone", async () => {
    const { outcome } = await tuneFake(planOf(), { blind: withoutScheduling });
    const { environment } = improvedRun(20).result;
    const result = resultSchema.parse({ ...outcome, environment });
    expect(result.baseline!.stages.S3).toBeUndefined();
    expect(result.baseline!.stages.S1).toBeDefined();
  });

  it("show for the baseline what was predicted before it was measured", async () => {
    const { outcome } = await tuneFake(planOf());
    const { stages, deploymentSeconds } = outcome.baseline!;
    const predicted = Object.values(stages).reduce((sum, stage) => sum + stage.predicted!, 0);
    const error = 100 * (predicted / deploymentSeconds.median - 1);
    expect(error).toBeCloseTo(outcome.model.baselineErrorPercent!, 6);
    // And for the end what was predicted of the change that led there.
    const [, last] = outcome.findings;
    const final = Object.values(outcome.final!.stages).reduce((sum, stage) => sum + stage.predicted!, 0);
    expect(final).toBeCloseTo(last!.predicted!.deploymentSeconds, 6);
  });
});
