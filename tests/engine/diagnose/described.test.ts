/** Facts that a user described, judged from a trial's record alone. */
import { expect, it } from "vitest";
import { factsOf } from "../../../engine/diagnose/index.ts";
import { syntheticPlan, syntheticTrial } from "../../support/synthetic-trial.ts";

it("come from the trial with their units, are missing with their reason, and take no other fact's place", () => {
  const of = { unit: "s", meaning: "of the test", origin: "a log" };
  const trial = {
    ...syntheticTrial({}),
    own: [
      { ...of, id: "cni.wait-seconds", value: 1.5 },
      { ...of, id: "cni.limit", unit: "requests/s", missing: "the agent did not answer" },
      { ...of, id: "cni.part", unit: "share", value: 7 },
      { ...of, id: "deployment.seconds", value: 999 },
    ],
  };
  const { known, missing } = factsOf([trial], { plan: syntheticPlan, noiseSeconds: 0.1 });
  expect(known.get("cni.wait-seconds")).toEqual({
    id: "cni.wait-seconds",
    unit: "s",
    value: 1.5,
    origin: "a log",
  });
  expect(missing.get("cni.limit")).toBe("the agent did not answer");
  expect(missing.get("cni.part")).toBe("expected a share from 0 to 1, found 7");
  expect(known.get("deployment.seconds")?.value).toBe(trial.deploymentSeconds);
});
