import { describe, expect, it } from "vitest";
import { mostTrials } from "../../../experiments/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import { planOf, tuneFake } from "./fake.ts";

const seconds = (trial: TrialRecord, deploymentSeconds: number): TrialRecord => ({
  ...trial,
  deploymentSeconds,
});

/** A change of which nothing shows but these times, in the order of the trials: the first three are the baseline. */
const timed = (times: readonly number[], tuning: Parameters<typeof planOf>[0] = {}) =>
  tuneFake(planOf({ maxIterations: 1, ...tuning }), {
    obeys: false,
    alters: (trial, place) => seconds(trial, times[place - 1] ?? times.at(-1)!),
  });

describe("trying a change", () => {
  it("takes further trials in turn with the settings before, where the first are not plain", async () => {
    const times = [20, 20.6, 20.3, 19.1, 19.3, 20.4, 19.2, 19.1, 20.2];
    const { labels, outcome, applied } = await timed(times);
    expect(labels).toEqual([
      "change-1-1",
      "change-1-2",
      "change-1-before-1",
      "change-1-3",
      "change-1-4",
      "change-1-before-2",
    ]);
    // Changed, back, changed again; back once more for the second turn, and at last changed for good.
    expect(applied).toHaveLength(5);
    expect(applied[4]).toEqual(applied[0]);
    const { measured, outcome: came } = outcome.findings[0]!;
    expect(came).toBe("kept");
    expect(measured).toMatchObject({ trialsBefore: 5, trialsAfter: 4, interleaved: 2 });
    expect(measured!.rankP).toBeCloseTo(1 / 126, 9);
    expect(measured!.differenceHigh).toBeLessThan(0);
  });

  it("ends at max_repeats, and says what was not shown", async () => {
    const times = [20, 22, 21, 19.4, 19.5, 21.8, 19.4, 22, 20, 19, 22];
    const { labels, outcome } = await timed(times, { maxRepeats: 3 });
    expect(labels.filter((label) => /^change-1-\d$/.test(label))).toHaveLength(3);
    expect(outcome.findings[0]).toMatchObject({ outcome: "rolled-back" });
    expect(outcome.findings[0]!.reason).toMatch(/^no difference shown \(between -\d\.\d and \+\d\.\d s\)$/);
  });

  it("sees that the machine drifts, and compares only trials taken in turn", async () => {
    // Another program ends during the run: everything becomes faster, whatever the settings are.
    const times = [20, 20.4, 20.2, 18.8, 18.4, 15, 15.1, 15.2, 15.1, 15, 15.2, 15.1, 15];
    const { outcome } = await timed(times);
    expect(outcome.findings[0]).toMatchObject({
      outcome: "rolled-back",
      measured: { drift: { earlier: 20.2 } },
    });
    expect(outcome.notes!.join()).toMatch(
      /the machine became faster during the run: .* 20\.2 s, later 15\.\d s/,
    );
    expect(outcome).not.toHaveProperty("final");
  });

  it("begins no further pair without time for it", async () => {
    const times = [20, 20.4, 20.2, 18.2, 18.4];
    const { labels } = await tuneFake(
      planOf({ maxIterations: 1, timeBudget: 60 }),
      { obeys: false, alters: (trial, place) => seconds(trial, times[place - 1]!) },
      Date.now() - 25_000,
    );
    expect(labels).toEqual(["change-1-1", "change-1-2"]);
  });

  it("keeps a change under which all containers run, whatever the time says", async () => {
    const { outcome, labels } = await tuneFake(planOf({ maxIterations: 1 }), {
      obeys: false,
      alters: (trial, place) =>
        place > 3
          ? seconds(trial, 25)
          : { ...seconds(trial, 20), incomplete: { why: "20 pods fit nowhere", ran: 180, of: 200 } },
    });
    expect(outcome.findings[0]).toMatchObject({
      outcome: "kept",
      measured: { containers: { before: { ran: 180, of: 200 }, after: { ran: 200, of: 200 } } },
    });
    expect(labels[0]).toBe("change-1-1");
  });

  it("puts a change back under which not all containers run any more, however fast it is", async () => {
    const { outcome } = await tuneFake(planOf({ maxIterations: 1 }), {
      obeys: false,
      alters: (trial, place) =>
        place > 3 ? { ...seconds(trial, 2), incomplete: { why: "x", ran: 5, of: 200 } } : trial,
    });
    expect(outcome.findings[0]).toMatchObject({
      outcome: "rolled-back",
      reason: "the trials after the change were worse",
    });
  });
});

it("allows twice as many trials after a change as usual, unless the experiment says how many", () => {
  const { tuning } = planOf({ repeats: 3 });
  expect(mostTrials(tuning)).toBe(6);
  expect(mostTrials({ ...tuning, maxRepeats: 4 })).toBe(4);
});
