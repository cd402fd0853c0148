import { describe, expect, it } from "vitest";
import { recordedSpreads, shapes } from "../../../../bench/proof/spreads.ts";
import { study } from "../../../../bench/proof/study.ts";

/** Machines of every kind that trials were recorded on, in turn. */
const deviations = Object.values(recordedSpreads).flat();
const draw = shapes["lognormal"]!;

// The whole study is `npm run bench -- proof`; its table is in docs/measuring.md.
describe("the rule that keeps a change", () => {
  it("keeps fewer than one in twenty that do nothing", { timeout: 60_000 }, async () => {
    const { kept, trials } = await study({ draw, deviations, ratio: 1, changes: 256 });
    expect(kept).toBeLessThan(0.05);
    expect(trials).toBeLessThan(4);
  });

  it("keeps hardly any that make things slower", { timeout: 60_000 }, async () => {
    const { kept } = await study({ draw, deviations, ratio: 1.2, changes: 256 });
    expect(kept).toBeLessThan(0.02);
  });

  it(
    "sees a fifth of the time after hardly more than one trial, half of it mostly",
    { timeout: 60_000 },
    async () => {
      const usual = recordedSpreads["2 to 15 %"]!;
      const great = await study({ draw, deviations: usual, ratio: 0.2, changes: 64 });
      expect(great.kept).toBe(1);
      expect(great.trials).toBeLessThan(1.1);
      const half = await study({ draw, deviations: usual, ratio: 0.5, changes: 64 });
      expect(half.kept).toBeGreaterThan(0.95);
    },
  );
});
