import { describe, expect, it } from "vitest";
import { priorServiceTimes, simulate, type SimulationInput } from "../../../engine/model/index.ts";
import { limits } from "./inputs.ts";

const input: SimulationInput = {
  method: "pod",
  instances: 150,
  podStart: { minMs: 400, maxMs: 600 },
  nodes: ["real", "kwok"],
  limits: limits(),
  service: priorServiceTimes(2),
  seed: 3,
};
const traced = simulate({ ...input, traced: true });
const trace = traced.trace!;

describe("trace of a simulation", () => {
  it("changes nothing and is absent unless it is asked for", () => {
    const { trace: _, ...rest } = traced;
    expect(rest).toEqual(simulate(input));
  });

  it("has every wait for a token that was sent, with what it was for", () => {
    const ofPods = trace.waits.filter(({ operation }) => operation === "pod-create");
    expect(ofPods.length).toBeGreaterThan(110);
    expect(ofPods.length).toBeLessThanOrEqual(traced.waits["job-controller"].delayed);
    expect(new Set(ofPods.map(({ object }) => object)).size).toBe(ofPods.length);
    const received = new Map(traced.containers.map(({ pod, times }) => [pod, times["pod-received"]]));
    for (const { object, sentAt, bucket } of ofPods) {
      expect(bucket).toBe("job-controller");
      expect(sentAt).toBeCloseTo(received.get(object)!, 9);
    }
    const sent = trace.waits.map(({ sentAt }) => sentAt);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    for (const { node, bucket } of trace.waits) expect(node).toBe(bucket === "kubelet" ? 0 : undefined);
  });

  it("has every request with its times", () => {
    const creations = trace.requests.filter(({ operation }) => operation === "pod-create");
    expect(creations).toHaveLength(150);
    for (const { times, pod } of traced.containers) {
      const { receivedAt, seconds, queued } = creations.find(({ object }) => object === pod)!;
      expect(receivedAt).toBeCloseTo(times["pod-received"], 9);
      expect(receivedAt + seconds).toBeCloseTo(times["pod-stored"], 9);
      expect(queued).toBe(0);
    }
    expect(trace.requests.filter(({ operation }) => operation === "pod-binding")).toHaveLength(150);
    expect(trace.requests.filter(({ operation }) => operation === "job-create")).toEqual([
      expect.objectContaining({ object: "job-1" }),
    ]);
  });

  it("has the work of each program four times a second, which ends at the totals", () => {
    const at = trace.cpu.map((sample) => sample.at);
    expect(at.slice(0, 3)).toEqual([0.25, 0.5, 0.75]);
    expect(at.at(-1)).toBe(traced.deploymentSeconds);
    expect(trace.cpu.at(-1)!.work).toEqual(traced.cpu.work);
    for (const [index, { work }] of trace.cpu.slice(1).entries())
      expect(work.server).toBeGreaterThanOrEqual(trace.cpu[index]!.work.server);
  });
});
