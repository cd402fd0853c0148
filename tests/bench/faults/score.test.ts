import { describe, expect, test } from "vitest";
import { drawOf } from "../../../bench/faults/draw.ts";
import type { Fault } from "../../../bench/faults/fault.ts";
import { gainShare, scoreOf, type FaultRun } from "../../../bench/faults/score.ts";
import { figuresOf, tableOf } from "../../../bench/faults/table.ts";

const fault: Fault = {
  name: "limit",
  by: "a low limit",
  causes: ["kube-scheduler/client-rate-limit"],
  refused: ["kube-apiserver/overload"],
  changes: ["kube-scheduler.clientConnection.qps"],
  needs: [],
  experiment: () => ({ cfg: "" }),
};
const healthy: Fault = { ...fault, name: "healthy", causes: ["none"], refused: [], changes: [] };

const finding = (cause: string, outcome: string, parameter?: string) => ({
  cause,
  outcome,
  evidence: [],
  changes: parameter === undefined ? [] : [{ parameter, from: 5, to: 50 }],
});
const phase = (median: number) => ({ deploymentSeconds: { median }, stages: {} });

function run(
  found: readonly string[],
  result: Readonly<Record<string, unknown>>,
  more: Partial<FaultRun> = {},
): FaultRun {
  return {
    seed: 1,
    applied: true,
    seconds: 30,
    diagnosis: { findings: found.map((cause) => ({ cause, evidence: [] })) },
    result: { verdict: "improved", findings: [], baseline: phase(10), ...result },
    ...more,
  } as unknown as FaultRun;
}

const kept = finding("kube-scheduler/client-rate-limit", "kept", "kube-scheduler.clientConnection.qps");

describe("scoring", () => {
  test("a run is right when the cause comes first and its parameter is changed", () => {
    const scored = scoreOf(
      fault,
      run(["kube-scheduler/client-rate-limit"], { findings: [kept], final: phase(3) }, { attainable: 2 }),
    );
    expect(scored).toMatchObject({ right: true, wrong: [], slower: false });
    expect(gainShare(scored)).toBeCloseTo(7 / 8);
  });

  test("another cause first, a red herring and a missing change are each told", () => {
    const scored = scoreOf(fault, run(["kube-apiserver/overload", "kube-scheduler/client-rate-limit"], {}));
    expect(scored.right).toBe(false);
    expect(scored.wrong).toEqual([
      "kube-apiserver/overload came first",
      "kube-apiserver/overload was blamed",
      "none of kube-scheduler.clientConnection.qps was changed or recommended",
    ]);
  });

  test("a run that only judges need not change anything", () => {
    const scored = scoreOf(fault, run(["kube-scheduler/client-rate-limit"], {}, { applied: false }));
    expect(scored.right).toBe(true);
    expect(gainShare(scored)).toBeUndefined();
  });

  test("whatever is recommended on a healthy cluster is a false alarm", () => {
    const alarm = finding(
      "kube-scheduler/client-rate-limit",
      "not-tried",
      "kube-scheduler.clientConnection.qps",
    );
    expect(scoreOf(healthy, run(["none"], { findings: [alarm] })).wrong).toEqual([
      "kube-scheduler.clientConnection.qps was to be changed",
    ]);
    expect(scoreOf(healthy, run([], {})).wrong).toEqual(["nothing came first"]);
    expect(scoreOf(healthy, run(["none"], {})).right).toBe(true);
  });

  test("a second cause may show only after the first is mended", () => {
    const pair = { ...fault, causes: ["kube-scheduler/client-rate-limit", "kubelet/volume-wait"] };
    const first = ["kube-scheduler/client-rate-limit"];
    const findings = [kept, finding("kubelet/volume-wait", "not-tried")];
    expect(scoreOf(pair, run(first, { findings })).right).toBe(true);
    expect(scoreOf(pair, run(first, { findings: [kept] })).wrong).toEqual([
      "kubelet/volume-wait was not found",
    ]);
  });

  test("evidence must have the value that was injected", () => {
    const named = { ...fault, evidence: { "webhook.name": "slow.example.org" } };
    expect(scoreOf(named, run(["kube-scheduler/client-rate-limit"], { findings: [kept] })).wrong).toEqual([
      "webhook.name is undefined in the evidence, not slow.example.org",
    ]);
  });

  test("a kept change that made it slower is counted", () => {
    const scored = scoreOf(
      fault,
      run(["kube-scheduler/client-rate-limit"], { findings: [kept], final: phase(11) }),
    );
    expect(figuresOf([fault], [scored])).toContainEqual(["changes kept that made it slower", "1"]);
  });
});

test("the table has a row for each fault, with those that this machine cannot have", () => {
  const text = tableOf([fault, healthy], [{ fault: "limit", seed: 1, why: "it needs root" }]);
  expect(text).toContain(
    "| limit | a low limit | kube-scheduler/client-rate-limit | not run | it needs root |",
  );
  expect(text).toContain("| healthy | a low limit | none | not run | - |");
});

test("a fault draws the same numbers for the same seed, and others for another", () => {
  const numbers = (seed: number) => {
    const draw = drawOf("limit", seed);
    return Array.from({ length: 5 }, () => draw.whole(1, 1000));
  };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  for (const value of numbers(3)) expect(value).toBeGreaterThanOrEqual(1);
  expect(["a", "b"]).toContain(drawOf("limit", 7).oneOf(["a", "b"]));
});
