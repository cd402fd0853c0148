import { describe, expect, test } from "vitest";
import { diagnose, factsOf } from "../../../../engine/diagnose/index.ts";
import { remediesOf } from "../../../../engine/remedies/index.ts";
import type { TrialRecord } from "../../../../engine/trial/index.ts";
import type { Plan } from "../../../../experiments/index.ts";
import type { Setting } from "../../../../knowledge/index.ts";
import { loadRules } from "../../../../rules/index.ts";
import { realPath, type Times } from "../../../support/synthetic-stamps.ts";
import { realRecord } from "../../../support/synthetic-real-run.ts";
import { syntheticPlan } from "../../../support/synthetic-trial.ts";

const rules = await loadRules();
const nodes = [{ name: "real-1", kind: "real", cores: 2, memoryGiB: 4, maxPods: 110 }] as const;
const names = ["baseline-1-0", "baseline-1-1"];

const planOf = (workload: Partial<Plan["workload"]>): Plan => ({
  ...syntheticPlan,
  nodes,
  workload: { ...syntheticPlan.workload, ...workload },
});

/** Two pods on one node, with nothing of the synthetic trial's own beside their timeline. */
function recordOf(times: Times, record: Partial<TrialRecord> = {}): TrialRecord {
  const quiet = { requests: [], waits: [], metrics: [], cpu: [], warnings: [], calls: [] };
  return realRecord({
    nodes: ["real-1", "real-1"],
    times: { "container-ready": undefined, ...times },
    record: { cores: 2, settings: [], ...quiet, ...record },
  });
}

function judged(plan: Plan, trial: TrialRecord) {
  const facts = factsOf([trial], { plan, noiseSeconds: 0.3 });
  const context = { plan, settings: trial.settings, trial, facts };
  return {
    valueOf: (id: string) => facts.known.get(id)?.value,
    missing: facts.missing,
    causes: async () => (await diagnose(rules, facts)).findings.map(({ cause }) => cause),
    remedy: (id: string, cause: string) =>
      remediesOf(id).flatMap((remedy) => remedy.values({ ...context, cause })),
  };
}

const seconds = (sum: number): Times => ({
  ...realPath,
  "container-running": 600 + 1000 * sum,
  "running-reported": 1100 + 1000 * sum,
});

describe("a processor limit", () => {
  const limit: Setting = { parameter: "workload.resources.limits.cpu", value: "0.05" };
  const uses = (throttledSeconds: number) =>
    names.map((pod) => ({
      pod,
      container: "empty",
      cpuSeconds: 0.4,
      throttledSeconds,
      peakMemoryMiB: 20,
      source: "control group",
    }));

  test("stops a start for most of its time, and is raised to the node's cores per start", async () => {
    const found = judged(planOf({}), recordOf(seconds(8), { settings: [limit], uses: uses(7.5) }));
    expect(found.valueOf("throttling.limit-cores")).toBe(0.05);
    expect(found.valueOf("throttling.start-seconds")).toBeCloseTo(8);
    expect(found.valueOf("throttling.seconds")).toBe(7.5);
    expect(await found.causes()).toEqual(["workload/cpu-throttled"]);
    const [first] = found.remedy(limit.parameter, "workload/cpu-throttled");
    expect(first).toMatchObject({ settings: [{ parameter: limit.parameter, value: "1000m" }] });
    expect(first && "why" in first ? first.why : "").toMatch(
      /needs 0\.40 core-seconds; .* 2 at most would run at once on the 2 cores/,
    );
  });

  test("that stops it after the start alone explains no more than the start", () => {
    const found = judged(planOf({}), recordOf(seconds(1), { settings: [limit], uses: uses(7.5) }));
    expect(found.valueOf("throttling.seconds")).toBeCloseTo(0.6);
  });

  test("that nobody counted cannot be judged, unless the application spoke at once", () => {
    const slow = judged(planOf({}), recordOf(seconds(8), { settings: [limit] }));
    expect(slow.missing.get("throttling.seconds")).toContain("nobody counted");
    const quick = judged(planOf({}), recordOf(realPath, { settings: [limit] }));
    expect(quick.valueOf("throttling.seconds")).toBe(0);
  });

  test("that there is not stops nothing, however slow the start", async () => {
    const found = judged(planOf({}), recordOf(seconds(8)));
    expect(found.valueOf("throttling.seconds")).toBe(0);
    expect(await found.causes()).not.toContain("workload/cpu-throttled");
  });
});

describe("a readiness probe", () => {
  const pod = { spec: { containers: [{ readinessProbe: { exec: { command: ["/ready"] } } }] } };
  const settings = (delay: number, period: number): readonly Setting[] => [
    { parameter: "workload.readinessProbe.initialDelaySeconds", value: delay },
    { parameter: "workload.readinessProbe.periodSeconds", value: period },
  ];
  const readyAt = (at: number, delay: number, period: number) =>
    judged(
      planOf({ pod }),
      recordOf({ ...realPath, "container-ready": 1000 * at }, { settings: settings(delay, period) }),
    );

  test("that asks late is what is waited for, and is told to ask at once", async () => {
    const found = readyAt(34, 30, 5);
    expect(found.valueOf("deployment.seconds")).toBeCloseTo(34, 1);
    expect(found.valueOf("readiness.seconds")).toBeCloseTo(32.9, 1);
    expect(await found.causes()).toEqual(["workload/readiness-probe"]);
    const id = "workload.readinessProbe.initialDelaySeconds";
    expect(found.remedy(id, "workload/readiness-probe")).toMatchObject([{ settings: settings(0, 1) }]);
  });

  test("that was answered with no before is not: the application was waited for", async () => {
    const found = readyAt(60, 5, 5);
    expect(found.valueOf("readiness.after-running-seconds")).toBeCloseTo(59.4, 1);
    expect(found.valueOf("readiness.seconds")).toBe(0);
    expect(await found.causes()).not.toContain("workload/readiness-probe");
  });

  test("without a delay is told to ask more often, if it can", () => {
    const id = "workload.readinessProbe.periodSeconds";
    expect(readyAt(9, 0, 10).remedy(id, "workload/readiness-probe")).toMatchObject([
      { settings: [{ parameter: id, value: 1 }] },
    ]);
    expect(readyAt(1.2, 0, 1).remedy(id, "workload/readiness-probe")).toEqual([]);
  });

  test("that nobody has takes no time", () => {
    expect(judged(planOf({}), recordOf(realPath)).valueOf("readiness.seconds")).toBe(0);
  });
});

describe("an fsGroup", () => {
  const pod = { spec: { securityContext: { fsGroup: 2000 } } };
  const late: Times = Object.fromEntries(
    Object.entries(realPath).map(([point, at]) => [point, at > 420 ? at + 1800 : at]),
  );
  const startedAt = realRecord({ nodes: ["real-1"] }).timeline.startedAt;
  const changes = names.map((name) => ({
    pod: name,
    volume: "data",
    startedAt: startedAt + 430,
    finishedAt: startedAt + 2330,
  }));

  test("on a volume of many files is what is waited for, and no poll of the kubelet", async () => {
    const found = judged(planOf({ pod }), recordOf(late, { ownershipChanges: changes }));
    expect(found.valueOf("ownership.seconds")).toBeCloseTo(1.9);
    expect(Number(found.valueOf("volume-wait.seconds"))).toBeLessThan(0.3);
    expect(await found.causes()).toEqual(["volume/ownership-change"]);
    const id = "workload.securityContext.fsGroupChangePolicy";
    expect(found.remedy(id, "volume/ownership-change")).toMatchObject([
      { settings: [{ parameter: id, value: "OnRootMismatch" }] },
    ]);
  });

  test("without the kubelet's log is judged by its histogram, and not at all without either", () => {
    const times = { ...late, "pod-delivered": undefined };
    const metric = (name: string, delta: number) => ({
      component: "kubelet" as const,
      node: "real-1",
      name: `storage_operation_duration_seconds_${name}`,
      labels: { operation_name: "volume_mount" },
      delta,
    });
    const metrics = [metric("sum", 3.8), metric("count", 4)];
    expect(judged(planOf({ pod }), recordOf(times, { metrics })).valueOf("ownership.seconds")).toBe(1.9);
    expect(judged(planOf({ pod }), recordOf(times)).missing.has("ownership.seconds")).toBe(true);
  });
});
