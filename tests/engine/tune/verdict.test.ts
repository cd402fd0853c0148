import { describe, expect, it } from "vitest";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import type { Tuning } from "../../../engine/tune/tune.ts";
import { endingOf } from "../../../engine/tune/ending.ts";
import { headlineOf, verdictOf } from "../../../engine/tune/verdict.ts";
import { controllerBurst, controllerQps, planOf, tuneFake } from "./fake.ts";

const unbounded = [
  { parameter: controllerQps, value: 5000 },
  { parameter: controllerBurst, value: 5000 },
  { parameter: "kube-scheduler.clientConnection.qps", value: 5000 },
  { parameter: "kube-scheduler.clientConnection.burst", value: 5000 },
];

describe("the verdict on fake trials", () => {
  it("improved: a change was kept", async () => {
    const { outcome } = await tuneFake(planOf());
    expect(outcome.verdict).toBe("improved");
    expect(outcome.headline).toMatch(/^200 pods in 9\.3 s -> \d\.\d s, -\d\d %$/);
    const { median } = outcome.final!.deploymentSeconds;
    expect(outcome.change).toBeCloseTo(median / outcome.baseline!.deploymentSeconds.median - 1, 9);
  });

  it("nothing-to-tune: a healthy deployment is not held back by none", async () => {
    const { outcome } = await tuneFake(planOf({}, unbounded));
    expect(outcome.findings.map(({ cause, reason }) => [cause, reason])).toEqual([["none", undefined]]);
    expect(outcome.verdict).toBe("nothing-to-tune");
    expect(outcome.headline).toMatch(/: nothing worth changing$/);
    expect(outcome).not.toHaveProperty("final");
  });

  it("not-tried: only a measurement was asked for, and the headline names the cause", async () => {
    const { outcome } = await tuneFake(planOf({ maxIterations: 0, repeats: 1 }));
    expect(outcome.verdict).toBe("not-tried");
    expect(outcome.headline).toContain("held back by kube-controller-manager/client-rate-limit");
    expect(outcome.headline).toContain("only a measurement was asked for");
  });

  it("outside-parameters: no parameter reaches the cause", async () => {
    const oneByOne = { jobs: 100, podsPerJob: 1, calls: "each" } as const;
    const { outcome } = await tuneFake(planOf(), { setup: oneByOne });
    expect(outcome.verdict).toBe("outside-parameters");
    expect(outcome.headline).toContain("client/serial-submission, which no setting of Kubernetes reaches");
  });

  it("cannot-tell: far from the best case, and no rule knows why", async () => {
    const { outcome } = await tuneFake(planOf({}, unbounded), { setup: { podStart: 4 } });
    expect(outcome.findings).toEqual([]);
    expect(outcome.cannotTell).toEqual([]);
    expect(outcome.verdict).toBe("cannot-tell");
  });

  it("cannot-tell: signals are missing", async () => {
    const { outcome } = await tuneFake(planOf({}, unbounded), {
      blind: (trial) => ({ ...trial, metrics: [] }),
    });
    expect(outcome.cannotTell.length).toBeGreaterThan(0);
    expect(outcome.verdict).toBe("cannot-tell");
    expect(outcome.headline).toMatch(/could not be told$/);
  });
});

describe("the verdict where causes are left", () => {
  const base = {
    findings: [{ outcome: "not-tried", cause: "a/b" }] as unknown as Tuning["findings"],
    ruledOut: [],
    cannotTell: [],
    iterations: 0,
    notes: [],
    final: { settings: [], trials: [] },
  } satisfies Tuning;
  const open = [{ cause: "c/d", missing: ["a log"] }];

  it("is cannot-tell when a cause that gains nothing stands beside unjudged ones", () => {
    expect(verdictOf(base)).toBe("nothing-to-tune");
    expect(verdictOf({ ...base, cannotTell: open })).toBe("cannot-tell");
  });

  it("names a cause that is left even when others could not be judged", () => {
    const left = { cause: "a/b", block: { kind: "untried", reason: "forbidden" } } as const;
    expect(verdictOf({ ...base, cannotTell: open, left })).toBe("not-tried");
  });
});

describe("the headline of a deployment that never completed", () => {
  const plan = { ...planOf(), workload: { ...planOf().workload, instances: 60 } };
  const before = { seconds: 10, incomplete: { why: "Insufficient cpu", ran: 20, of: 60 } };

  it("says how many never ran and why, and what became of it", () => {
    expect(headlineOf(plan, "improved", undefined, before, { seconds: 6.14 })).toBe(
      "60 pods: 40 never ran (Insufficient cpu) -> all ran in 6.1 s",
    );
    const after = { seconds: 9, incomplete: { why: "Insufficient memory", ran: 50, of: 60 } };
    expect(headlineOf(plan, "improved", undefined, before, after)).toBe(
      "60 pods: 40 never ran (Insufficient cpu) -> 10 never ran (Insufficient memory)",
    );
    expect(headlineOf(plan, "cannot-tell", undefined, before, before)).toBe(
      "60 pods: 40 never ran (Insufficient cpu), what holds it back could not be told",
    );
  });

  it("is of the trial that ran least", async () => {
    const { outcome } = await tuneFake(planOf({ maxIterations: 0, repeats: 1 }));
    expect(outcome.baseline).not.toHaveProperty("incomplete");
    const trial = (ran: number) =>
      ({ deploymentSeconds: 9, incomplete: { why: "", ran, of: 60 } }) as unknown as TrialRecord;
    expect(endingOf([trial(30), trial(20)]).incomplete?.ran).toBe(20);
  });
});
