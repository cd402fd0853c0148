import { expect, test } from "vitest";
import { measuredOf } from "../../../engine/tune/attempt.ts";
import { syntheticTrial } from "../../support/synthetic-trial.ts";

test("the measured time of an even number of trials is the median that its difference was taken from", () => {
  const trials = [4.4, 4].map((deploymentSeconds) => ({ ...syntheticTrial(), deploymentSeconds }));
  const comparison = { difference: 4.2 - 20, low: -16, high: -15.6, better: true };
  const measured = measuredOf({ trials, comparison });
  expect(measured.deploymentSeconds).toBeCloseTo(4.2, 9);
  expect(measured).toMatchObject({ low: 4, high: 4.4, difference: comparison.difference });
});
