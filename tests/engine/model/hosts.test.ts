import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  bestCase,
  priorServiceTimes,
  simulate,
  type ServiceTimes,
  type SimulationInput,
} from "../../../engine/model/index.ts";
import type { NodeKind } from "../../../experiments/index.ts";
import { limits } from "./inputs.ts";

const prior = priorServiceTimes(4);
const nobody = { server: 0, controller: 0, scheduler: 0, node: 0, observer: 0, others: 0 };
/** A pod's start takes 0.22 core-seconds of its node. */
const service: ServiceTimes = {
  ...prior,
  background: nobody,
  kubelet: { sync: 0.006, mount: 0.2, sandbox: 0.1, container: 0.07 },
  workPerPod: { ...prior.workPerPod, node: 0.22 },
};
const free = limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
const nodes = (count: number): readonly NodeKind[] => new Array<NodeKind>(count).fill("existing");
const run = (over: Partial<SimulationInput>, times: Partial<ServiceTimes> = {}) =>
  simulate({
    method: "pod",
    instances: 100,
    podStart: { minMs: 400, maxMs: 600 },
    nodes: nodes(1),
    limits: free,
    seed: 1,
    ...over,
    service: { ...service, ...times },
  });

describe("nodes with cores of their own", () => {
  it("do their pods' work each on its own: twice the nodes take half the time", () => {
    const seconds = (count: number): number =>
      run({ nodes: nodes(count) }, { nodeCores: 2 }).deploymentSeconds;
    expect(seconds(1)).toBeGreaterThan((100 * 0.9 * 0.22) / 2);
    expect(seconds(1)).toBeLessThan(1.2 * ((100 * 0.22) / 2));
    expect(seconds(2) / seconds(1)).toBeGreaterThan(0.45);
    expect(seconds(2) / seconds(1)).toBeLessThan(0.6);
    expect(seconds(16)).toBeLessThan(seconds(1) / 5);
  });

  it("leave the control plane its own cores", () => {
    const { times } = run({}, { nodeCores: 1 }).containers.at(-1)!;
    const together = run({ nodes: ["real"] }, { cores: 1 }).containers.at(-1)!.times;
    expect(times["pod-stored"]).toBeLessThan(together["pod-stored"]);
    const { cpu } = run({}, { nodeCores: 2 });
    expect(cpu.work.node).toBeGreaterThan(100 * 0.9 * 0.22 - 0.01);
    expect(cpu.utilisation).toBeLessThan(0.1);
  });

  it("bound the best case", () => {
    const input = { method: "pod", podStart: { minMs: 400, maxMs: 600 }, limits: free } as const;
    for (const instances of [1, 20, 100]) {
      const times = { ...service, nodeCores: 2, workError: 0 };
      const best = bestCase({ ...input, nodes: nodes(2), instances, service: times }).deploymentSeconds;
      expect(best).toBeLessThanOrEqual(run({ instances, nodes: nodes(2) }, times).deploymentSeconds + 0.1);
      if (instances === 100) expect(best).toBeGreaterThan(4);
    }
  });
});

describe("starts that are in each other's way", () => {
  it("make a burst slower than a paced start on a node that is short of cores", () => {
    const real = { nodes: ["real"] } as const;
    const cores = { cores: 2, contention: 0.02, workPerPod: { ...prior.workPerPod, node: 0.1 } };
    const paced = run({ ...real, limits: limits() }, cores).deploymentSeconds;
    const burst = run(real, cores).deploymentSeconds;
    expect(burst / paced).toBeGreaterThan(1.12);
    expect(burst / paced).toBeLessThan(1.4);
    const without = { cores: 2 };
    expect(run(real, without).deploymentSeconds).toBeLessThan(
      run({ ...real, limits: limits() }, without).deploymentSeconds,
    );
  });

  test.prop([fc.integer({ min: 2, max: 40 })], { numRuns: 10 })(
    "take no more work than if all were there all the time, and no less than alone",
    (instances) => {
      const { cpu } = run({ instances }, { nodeCores: 2, contention: 0.05 });
      // A tenth of the work comes after the start, and nothing of it need be done by the end.
      expect(cpu.work.node).toBeGreaterThanOrEqual(0.9 * instances * 0.22 - 1e-6);
      expect(cpu.work.node).toBeLessThanOrEqual(instances * 0.22 * (1 + 0.05 * (instances - 1)) + 1e-6);
    },
  );

  it("count on their own node alone where nodes have cores of their own", () => {
    const alone = run({ instances: 8, nodes: nodes(8) }, { nodeCores: 2, contention: 1 });
    const calm = run({ instances: 8, nodes: nodes(8) }, { nodeCores: 2 });
    expect(Math.abs(alone.deploymentSeconds - calm.deploymentSeconds)).toBeLessThan(0.05);
  });
});

describe("what starts take in turn, networks and webhooks", () => {
  it("takes n times as long for n pods of a node", () => {
    const seconds = (count: number): number =>
      run({ nodes: nodes(count) }, { nodeSerial: 0.12, workPerPod: prior.workPerPod }).deploymentSeconds;
    expect(Math.abs(seconds(1) - 100 * 0.12)).toBeLessThan(1.2);
    expect(Math.abs(seconds(4) - 25 * 0.12)).toBeLessThan(1.2);
  });

  it("adds round trips of client and nodes, and webhooks, where they belong", () => {
    const way = (times: Partial<ServiceTimes>) => run({ instances: 1 }, times).containers[0]!.times;
    const [near, far] = [way({}), way({ roundTrip: { client: 0.4, node: 0.2 } })];
    expect(far["job-received"] - near["job-received"]).toBeCloseTo(0.2 + 0.4, 6);
    // Half a round trip for the pod's delivery.
    expect(far["pod-delivered"] - far["binding-stored"]).toBeGreaterThan(0.05);
    const hooked = way({ webhook: { object: 1, pod: 2 } });
    expect(hooked["job-stored"] - hooked["job-received"]).toBeGreaterThan(0.5);
    expect(hooked["pod-stored"] - hooked["pod-received"]).toBeGreaterThan(1);
  });
});
