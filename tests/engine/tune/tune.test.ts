import { describe, expect, it } from "vitest";
import { TrialError } from "../../../engine/trial/trial-error.ts";
import { controllerBurst, controllerQps, planOf, tuneFake } from "./fake.ts";

const jobController = "kube-controller-manager/client-rate-limit";
const scheduler = "kube-scheduler/client-rate-limit";

describe("the tuning loop", () => {
  it("changes one cause after the other and ends when none is left", async () => {
    const { outcome, applied, labels } = await tuneFake(planOf());
    // Both are plain after one trial; the last one gets a second, and the run is content with three.
    expect(labels).toEqual(["change-1-1", "change-2-1", "change-2-2"]);
    expect(outcome.final!.deploymentSeconds.trials).toHaveLength(2);
    expect(outcome.findings.slice(0, 2).map(({ cause, outcome: came }) => [cause, came])).toEqual([
      [jobController, "kept"],
      [scheduler, "kept"],
    ]);
    // The chosen burst keeps all pods from starting at once, so that the controller still waits a little: on purpose, as
    // no other value is faster.
    expect(outcome.findings).toHaveLength(3);
    expect(outcome.findings[2]).toMatchObject({
      cause: jobController,
      outcome: "not-tried",
    });
    expect(outcome.findings[2]!.reason).toMatch(/^nothing settable helps/);
    expect(outcome.verdict).toBe("improved");
    // The second change keeps the first.
    expect(applied[1]).toEqual(expect.arrayContaining([...applied[0]!]));
    expect(outcome.settings).toEqual(applied[1]);
    expect(outcome.iterations).toBe(2);
  });

  it("puts the old settings back and tries the next values when a change proves nothing", async () => {
    const before = [{ parameter: controllerQps, value: 25 }];
    const { outcome, applied } = await tuneFake(planOf({}, before), { obeys: false });
    expect(applied.length).toBeGreaterThanOrEqual(4);
    const [tries, undone] = [0, 1].map((odd) => applied.filter((_, index) => index % 2 === odd));
    expect(undone).toEqual(undone!.map(() => before));
    expect(new Set(tries!.map((settings) => JSON.stringify(settings))).size).toBe(tries!.length);
    expect(outcome.findings).toHaveLength(tries!.length);
    for (const { cause, outcome: came, measured, reason } of outcome.findings) {
      expect([cause, came, reason]).toEqual([jobController, "rolled-back", expect.any(String)]);
      expect(measured!.differenceHigh).toBeGreaterThanOrEqual(0);
    }
    expect(outcome.settings).toEqual(before);
    expect(outcome).not.toHaveProperty("final");
    expect(outcome).not.toHaveProperty("change");
    expect(outcome.verdict).toBe("nothing-to-tune");
  });

  it("tries no more changes than max_iterations, and says so of the cause that is left", async () => {
    const { outcome, labels } = await tuneFake(planOf({ maxIterations: 1 }));
    expect(labels).toEqual(["change-1-1", "change-1-2", "change-1-3"]);
    expect(outcome.verdict).toBe("improved");
    expect(outcome.findings[1]).toMatchObject({
      cause: scheduler,
      outcome: "not-tried",
      reason: "the experiment allows 1 change (max_iterations)",
    });
  });

  it("puts a change back that a further trial shows to be no better", async () => {
    const { outcome, applied } = await tuneFake(planOf({ maxIterations: 1 }), { worsens: true });
    expect(outcome.findings[0]).toMatchObject({ cause: jobController, outcome: "rolled-back" });
    expect(outcome.findings[0]!.measured!.differenceHigh).toBeGreaterThanOrEqual(0);
    expect(applied.at(-1)).toEqual([]);
    expect(outcome.settings).toEqual([]);
    expect(outcome).not.toHaveProperty("final");
  });

  it("gives up a change after two trials that are as those before", async () => {
    const { outcome, labels } = await tuneFake(planOf({ maxIterations: 1, repeats: 5 }), { obeys: false });
    expect(labels).toEqual(["change-1-1", "change-1-2"]);
    expect(outcome.findings[0]!.outcome).toBe("rolled-back");
    expect(outcome.findings[0]!.measured!.differenceHigh).toBeGreaterThanOrEqual(0);
  });

  it("begins no change whose trials would not end within time_budget", async () => {
    const spent = Date.now() - 60_000;
    const { outcome, applied } = await tuneFake(planOf({ timeBudget: 60 }), {}, spent);
    expect(applied).toEqual([]);
    expect(outcome.verdict).toBe("not-tried");
    expect(outcome.headline).toMatch(/^200 pods in 9\.3 s: held back by .*client-rate-limit, .*0 s are left/);
  });

  it("changes nothing that deny names, and companions of it neither", async () => {
    const all = await tuneFake(planOf({ deny: ["kube-controller-manager.*"] }));
    expect(all.applied).toEqual([]);
    expect(all.outcome.findings[0]!.reason).toContain(`the experiment forbids changing ${controllerQps}`);

    const burst = await tuneFake(planOf({ deny: [controllerBurst.toUpperCase()] }));
    const changed = burst.applied.flatMap((settings) => settings.map(({ parameter }) => parameter));
    expect(changed).toContain(controllerQps);
    expect(changed).not.toContain(controllerBurst);
  });

  it("keeps what was proved when a later change fails its trial", async () => {
    const error = new TrialError("trial change-2-1 failed: kube-scheduler ended");
    const { outcome, tuning } = await tuneFake(planOf(), { fails: { prefix: "change-2", error } });
    expect(tuning.failure).toBe(error);
    expect(outcome.verdict).toBe("failed");
    expect(outcome.failure).toBe(error.message);
    expect(outcome.findings.map(({ outcome: came }) => came)).toEqual(["kept", "rolled-back"]);
    expect(outcome.final!.deploymentSeconds.median).toBeLessThan(outcome.baseline!.deploymentSeconds.median);
    expect(outcome.settings.map(({ parameter }) => parameter)).toContain(controllerQps);
  });

  it("lets every other error out", async () => {
    const error = new TypeError("a slip");
    await expect(tuneFake(planOf(), { fails: { prefix: "change-1", error } })).rejects.toBe(error);
  });
});
