import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { priorServiceTimes, simulate, type SimulationInput } from "../../../engine/model/index.ts";
import type { PathExtension, PointId } from "../../../knowledge/index.ts";
import { limits } from "./inputs.ts";

const free = limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
const run = (extension: PathExtension, over: Partial<SimulationInput> = {}) =>
  simulate({
    method: "pod",
    instances: 100,
    podStart: { minMs: 500, maxMs: 500 },
    nodes: ["kwok", "kwok"],
    limits: free,
    service: { ...priorServiceTimes(64) },
    seed: 1,
    extensions: [extension],
    ...over,
  });
const spanOf = (
  output: ReturnType<typeof run>,
  point: "pod-stored" | "pod-binding" | "pod-delivered",
): number => {
  const times = output.containers.map((container) => container.times[point]);
  return Math.max(...times) - Math.min(...times);
};

describe("mechanisms of the user's own on the path", () => {
  test.prop([fc.integer({ min: 5, max: 60 }), fc.integer({ min: 1, max: 90 })], { numRuns: 20 })(
    "a token bucket paces what comes after it: (n - burst) / rate",
    (rate, burst) => {
      const output = run({
        name: "operator",
        before: "pod-binding",
        per: "cluster",
        station: { kind: "token-bucket", rate: () => rate, burst: () => burst },
      });
      expect(Math.abs(spanOf(output, "pod-binding") - (100 - burst) / rate)).toBeLessThan(0.3);
      expect(output.waits["operator"]!.requests).toBe(100);
    },
  );

  it("a worker pool of each node takes ceil(pods on it / workers) x seconds", () => {
    const output = run({
      name: "cni",
      before: "pod-delivered",
      per: "node",
      station: { kind: "worker-pool", workers: () => 5, seconds: () => 0.4 },
    });
    expect(Math.abs(spanOf(output, "pod-delivered") - (50 / 5 - 1) * 0.4)).toBeLessThan(0.2);
  });

  it("a delay and a poll add their seconds to every pod", () => {
    for (const kind of ["delay", "polling-period"] as const) {
      const slow = run({
        name: "x",
        before: "pod-stored",
        per: "cluster",
        station: { kind, seconds: () => 2 },
      });
      for (const { times } of slow.containers)
        expect(times["pod-stored"] - times["pod-received"]).toBeGreaterThan(2);
    }
  });

  it("follows limits and counts, and lies before the next point where its own is not marked", () => {
    const output = run({
      name: "x",
      before: "pod-turn",
      per: "cluster",
      station: {
        kind: "delay",
        seconds: (given, { pods, nodes }) => (given["kubelet.maxPods"]! + pods + nodes) / 212,
      },
    });
    const { times } = output.containers[0]!;
    expect(times["pod-received"] - times["job-unpacked"]).toBeGreaterThan(1);
  });

  it("holds up pods on a kubelet before their sandbox, and none elsewhere", () => {
    const extension: PathExtension = {
      name: "cni",
      before: "sandbox-ready",
      per: "node",
      station: { kind: "delay", seconds: () => 3 },
    };
    const { containers } = run(extension, { instances: 4, nodes: ["kwok", "existing"] });
    for (const { times, onKubelet } of containers)
      expect(times["sandbox-ready"] - times["pod-delivered"] > 3).toBe(onKubelet !== undefined);
  });

  it("says what cannot be", () => {
    const at = (before: PointId, name = "x"): PathExtension => ({
      name,
      before,
      per: "node",
      station: { kind: "token-bucket", rate: () => 1, burst: () => 1 },
    });
    expect(() => run(at("pod-stored"))).toThrow("a pod has no node before pod-stored");
    expect(() => run(at("running-reported"))).toThrow("no pod of the simulation passes running-reported");
    expect(() => run(at("pod-delivered", "scheduler"))).toThrow("expected another name");
  });
});
