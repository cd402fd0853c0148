import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { coverageOf, errorPercentOf, judgeTrials, type Judged } from "../../../bench/model/judge.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import type { Plan } from "../../../experiments/index.ts";

/** Trials of local clusters, without what no judgement looks at. */
async function recorded(
  name: string,
): Promise<{ readonly plan: Plan; readonly trials: readonly TrialRecord[] }> {
  const packed = await readFile(join(import.meta.dirname, "../../fixtures/recorded", `${name}.json.gz`));
  return JSON.parse(gunzipSync(packed).toString("utf8")) as { plan: Plan; trials: TrialRecord[] };
}

async function judged(name: string): Promise<readonly Judged[]> {
  const { plan, trials } = await recorded(name);
  return judgeTrials(plan, trials, name);
}

describe("the shipped calibration on recorded trials", () => {
  it("predicts paced baselines from the warm-up within 5 %, trials short of cores from it and the baseline within 20 %", async () => {
    const all = [...(await judged("kwok-100")), ...(await judged("kwok-400"))];
    expect(all.map(({ series, settings }) => `${series} ${settings}`)).toEqual([
      "kwok-100 baseline",
      "kwok-100 intermediate",
      "kwok-100 tuned",
      "kwok-400 baseline",
      "kwok-400 tuned",
    ]);
    for (const one of all) {
      const error = errorPercentOf(one);
      expect(Math.abs(error!), `${one.series} ${one.settings}`).toBeLessThan(
        one.settings === "baseline" ? 5 : 20,
      );
    }
  });

  it("holds nine of ten trials in its intervals, which are not so wide that they say nothing", async () => {
    const all = [...(await judged("kwok-100")), ...(await judged("kwok-400"))];
    const { inside, all: trials } = coverageOf(all);
    expect(trials).toBeGreaterThanOrEqual(11);
    expect(inside / trials).toBeGreaterThanOrEqual(0.8);
    for (const { prediction, settings } of all) {
      if (prediction.refused) throw new Error(prediction.reason);
      const width = (prediction.high - prediction.low) / prediction.deploymentSeconds;
      expect(width).toBeLessThan(settings === "baseline" ? 0.2 : 0.6);
    }
  });

  it("predicts ten pods on a real node, most of whose trials shared the machine with others", async () => {
    const [baseline, lifted] = await judged("real-10");
    expect(coverageOf([baseline!])).toEqual({ inside: 1, all: 1 });
    expect(Math.abs(errorPercentOf(baseline!)!)).toBeLessThan(25);
    // Ten pods come at once with and without the limits: lifting them is worth nothing.
    if (baseline!.prediction.refused || lifted!.prediction.refused) throw new Error("refused");
    expect(lifted!.prediction.deploymentSeconds).toBeGreaterThan(
      0.9 * baseline!.prediction.deploymentSeconds,
    );
  });

  it("never looks at how long the trials took that it predicts", async () => {
    const { plan, trials } = await recorded("kwok-100");
    const slower = trials.map((trial) =>
      /^(tuned|intermediate)/.test(trial.label)
        ? { ...trial, deploymentSeconds: 3 * trial.deploymentSeconds }
        : trial,
    );
    const predictions = (of: readonly TrialRecord[]) =>
      judgeTrials(plan, of, "kwok-100").map(({ prediction }) => prediction);
    expect(predictions(slower)).toEqual(predictions(trials));
  });

  it("refuses to predict from a warm-up whose ramp does not fit", async () => {
    const { plan, trials } = await recorded("kwok-100");
    const held = trials.map((trial) =>
      trial.label === "warm-up-ramp" ? { ...trial, deploymentSeconds: 12 } : trial,
    );
    for (const { prediction } of judgeTrials(plan, held, "kwok-100")) {
      expect(prediction.refused && prediction.reason).toContain("20 pods took 12.00 s");
      expect(prediction.refused && prediction.errorPercent).toBeLessThan(-80);
    }
  });

  it("leaves out trials that other programs disturbed, and says how many", async () => {
    const { plan, trials } = await recorded("kwok-100");
    const [baseline] = judgeTrials(plan, trials, "kwok-100");
    // The first trial of the baseline shared the machine with a compiler.
    expect(baseline!.disturbed).toBe(1);
    expect(baseline!.measured).toHaveLength(2);
  });

  it("needs a warm-up and a baseline", async () => {
    const { plan, trials } = await recorded("kwok-100");
    expect(() => judgeTrials(plan, trials.slice(1), "kwok-100")).toThrow("expected the trials of a warm-up");
  });
});
