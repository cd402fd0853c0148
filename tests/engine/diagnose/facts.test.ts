import { test } from "@fast-check/vitest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose, FactError, factsOf } from "../../../engine/diagnose/index.ts";
import { factSet, known, type FactSet } from "../../../engine/diagnose/fact-set.ts";
import { overlap, total, union, without } from "../../../engine/diagnose/intervals.ts";
import type { TrialRecord } from "../../../engine/trial/record.ts";
import { factKinds, loadRules } from "../../../rules/index.ts";
import { syntheticPlan, syntheticTrial } from "../../support/synthetic-trial.ts";

const rules = await loadRules();
const context = { plan: syntheticPlan, noiseSeconds: 0.1 };
const value = (facts: FactSet, id: string): unknown => facts.known.get(id)?.value;

describe("facts of trials", () => {
  const stock = factsOf([syntheticTrial({ podsPerJob: 400 })], context);

  it("are all of the catalogue but the findings, each known or missing with a reason", () => {
    const ids = factKinds.map(({ id }) => id).filter((id) => !id.startsWith("findings."));
    expect([...stock.known.keys(), ...stock.missing.keys()].sort()).toEqual([...ids].sort());
    for (const why of stock.missing.values()) expect(why.length).toBeGreaterThan(10);
  });

  it("have stage times that add up to the deployment time", () => {
    const stages = ["S1", "S2", "S3", "S4", "S5", "S6"].map((id) =>
      Number(value(stock, `stage.${id}.seconds`)),
    );
    expect(stages.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(
      Number(value(stock, "deployment.seconds")),
      9,
    );
    expect(value(stock, "stages.longest")).toBe("S3");
    expect(value(stock, "stages.modelled-seconds")).toBeCloseTo(0.5, 9);
  });

  it("take limits from the trial's settings, else from the defaults of the plan's version", () => {
    expect(value(stock, "job-controller.qps")).toBe(20);
    expect(stock.known.get("job-controller.qps")?.origin).toBe(
      "kube-controller-manager.kube-api-qps, default of v1.34.4",
    );
    const set = factsOf([syntheticTrial({ controller: { qps: 200, burst: 300 } })], context);
    expect(value(set, "job-controller.burst")).toBe(300);
    expect(value(set, "scheduler.qps")).toBe(50);
  });

  it("see the spacing as a grid only where 1/qps stands out from jitter", () => {
    expect(value(stock, "job-controller.gap-ratio")).toBeCloseTo(1, 6);
    const fast = factsOf([syntheticTrial({ podsPerJob: 400, controller: { qps: 100, burst: 30 } })], context);
    expect(fast.missing.get("job-controller.grid-share")).toBe(
      "1/qps is below 0.02 s, too short to be told from jitter",
    );
    expect(value(fast, "job-controller.paced-seconds")).toBeGreaterThan(1);
  });

  it("count saturation until the last container ran, less its modelled start", () => {
    const lifted = { qps: 10_000, burst: 10_000 };
    const trial = syntheticTrial({ podsPerJob: 400, controller: lifted, scheduler: lifted, busy: () => 1 });
    // Another 2 s pass until the last pod's status is written.
    const { containers } = trial.timeline;
    const last = containers.at(-1)!;
    const running = { ...last.points["container-running"]!, seconds: trial.deploymentSeconds + 2 };
    const late: TrialRecord = {
      ...trial,
      deploymentSeconds: running.seconds,
      cpu: [1, 2, 3, 4].map((quarter) => ({
        ...trial.cpu[0]!,
        at: trial.timeline.startedAt + quarter * 250 * running.seconds,
      })),
      timeline: {
        ...trial.timeline,
        containers: [
          ...containers.slice(0, -1),
          { ...last, points: { ...last.points, "container-running": running } },
        ],
      },
    };
    expect(value(factsOf([late], context), "host.saturated-seconds")).toBeCloseTo(running.seconds - 0.5, 4);
  });

  it("show the cores that others used, by the median so that a short burst does not count", () => {
    const users = { "kube-apiserver": 0.4, client: 0.1, columbo: 0.1 };
    const busy = (second: number): number => (second < 0.5 ? 1 : 0.5);
    const shared = factsOf([syntheticTrial({ podsPerJob: 100, users, busy })], context);
    expect(value(shared, "host.others-cores")).toBeCloseTo(0.4, 9);
  });

  it("come from the trial of median deployment time", () => {
    const trials = [150, 100, 120].map((podsPerJob) => syntheticTrial({ podsPerJob }));
    expect(value(factsOf(trials, context), "deployment.pods")).toBe(120);
  });

  it("are refused for no trial, for another plan's trials and for trials of different settings", () => {
    const trial = syntheticTrial({ podsPerJob: 5 });
    expect(() => factsOf([], context)).toThrow(FactError);
    expect(() => factsOf([{ ...trial, plan: "0".repeat(64) }], context)).toThrow(
      "trial synthetic was measured under another plan (000000000000 instead of 555555555555); measure again",
    );
    const other = syntheticTrial({ podsPerJob: 5, controller: { qps: 40, burst: 60 } });
    expect(() => factsOf([trial, other], context)).toThrow("have different settings; judge them apart");
  });
});

const garbage = fc.oneof(
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    null,
    undefined,
    true,
    "5",
    "NaN",
    [],
    [3],
    {},
    { fact: "x" },
  ),
  fc.string(),
);

describe("garbage", () => {
  test.prop([fc.constantFrom(...rules), fc.nat(), garbage])(
    "in one required fact makes no rule fire",
    async (rule, pick, junk) => {
      const fires = rule.examples.find(({ expect }) => expect === "fires")?.facts ?? {};
      const spoilt = rule.requires[pick % rule.requires.length] ?? "";
      fc.pre(!(factKinds.find(({ id }) => id === spoilt)?.unit === "name" && typeof junk === "string"));
      const readings = Object.entries({ ...fires, [spoilt]: junk }).map(([id, one]) => [
        id,
        known(one as number, ""),
      ]);
      const known_ = factSet(Object.fromEntries(readings) as Parameters<typeof factSet>[0]);
      const { findings, cannotTell } = await diagnose([{ ...rule, cause: "a/b" }], known_);
      expect(findings).toEqual([]);
      expect(cannotTell).toHaveLength(1);
    },
  );

  test.prop([
    fc.dictionary(fc.constantFrom(...factKinds.map(({ id }) => id), "no.fact", "__proto__"), garbage),
  ])("in a fact set never makes a diagnosis reject", async (values) => {
    const entries = Object.entries(values).map(
      ([id, one]) => [id, { id, value: one, unit: "s", origin: "" }] as const,
    );
    const made = { known: new Map(entries), missing: new Map() } as unknown as FactSet;
    const { findings } = await diagnose(rules, made);
    expect(findings).toEqual([]);
  });

  const base = syntheticTrial({ podsPerJob: 40 });
  const number = fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    0,
    -1e15,
    1e15,
  );
  test.prop([fc.array(fc.tuple(fc.nat(), number), { minLength: 1, maxLength: 40 })], { numRuns: 60 })(
    "in a record never makes facts or diagnosis fail, and no fact is out of its kind",
    async (spoils) => {
      const record = spoilt(base, spoils);
      const facts = factsOf([record], context);
      for (const fact of facts.known.values())
        if (typeof fact.value === "number") expect(fact.value >= 0 && Number.isFinite(fact.value)).toBe(true);
      await expect(diagnose(rules, facts)).resolves.toBeDefined();
    },
  );
});

/** The record with some of its numbers, counted through, replaced. */
function spoilt(record: TrialRecord, spoils: readonly (readonly [number, number])[]): TrialRecord {
  let count = 0;
  const countAll = (value_: unknown): void => {
    if (typeof value_ === "number") count += 1;
    else if (typeof value_ === "object" && value_ !== null) Object.values(value_).forEach(countAll);
  };
  countAll(record);
  const chosen = new Map(spoils.map(([index, junk]) => [index % count, junk]));
  let seen = 0;
  const copy = (value_: unknown): unknown => {
    if (typeof value_ === "number") return chosen.get(seen++) ?? value_;
    if (Array.isArray(value_)) return value_.map(copy);
    if (typeof value_ === "object" && value_ !== null)
      return Object.fromEntries(Object.entries(value_).map(([key, part]) => [key, copy(part)]));
    return value_;
  };
  return copy(record) as TrialRecord;
}

describe("intervals", () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 20 }))
    .map(([from, length]) => ({ from, to: from + length }));
  const covers = (set: readonly { from: number; to: number }[], second: number): boolean =>
    set.some(({ from, to }) => second >= from && second < to);

  test.prop([fc.array(interval), fc.array(interval)])(
    "cover what their parts cover, second by second",
    (a, b) => {
      const [left, right] = [union(a), union(b)];
      const rest = without(left, right);
      for (let second = 0; second <= 70; second += 1) {
        expect(covers(left, second)).toBe(covers(a, second));
        expect(covers(rest, second)).toBe(covers(a, second) && !covers(b, second));
      }
      expect(total(rest) + left.reduce((sum, one) => sum + overlap(one, right), 0)).toBe(total(left));
    },
  );
});
