import { describe, expect, it } from "vitest";
import {
  limitsOf,
  priorServiceTimes,
  simulate,
  type SimulatedImages,
  type SimulationInput,
} from "../../../engine/model/index.ts";
import type { NodeKind } from "../../../experiments/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import { bucketSettings } from "./inputs.ts";

const lifted = bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
const images: SimulatedImages = {
  bytes: 100e6,
  images: 1,
  registryRate: Infinity,
  nodeRate: 50e6,
  roundTrip: 0.1,
};
const run = (
  over: Partial<SimulatedImages>,
  {
    pods = 8,
    nodes = 1,
    settings = [],
  }: { pods?: number; nodes?: number; settings?: readonly Setting[] } = {},
  input: Partial<SimulationInput> = {},
) =>
  simulate({
    method: "pod",
    instances: pods,
    podStart: { minMs: 400, maxMs: 600 },
    nodes: new Array<NodeKind>(nodes).fill("existing"),
    limits: limitsOf([...lifted, ...settings], "v1.34.4"),
    service: priorServiceTimes(16),
    images: { ...images, ...over },
    seed: 1,
    ...input,
  });
/** Seconds from the last sandbox until the last container ran. */
const pulling = ({ containers }: ReturnType<typeof run>): number =>
  Math.max(...containers.map(({ times }) => times["container-running"])) -
  Math.max(...containers.map(({ times }) => times["sandbox-ready"]));
const set = (parameter: string, value: Setting["value"]): Setting => ({ parameter, value });
const parallel = [set("kubelet.serializeImagePulls", false)];

describe("pulls of images", () => {
  it("take bytes over the node's rate once, and a round trip for each pod that looked before, one after the other", () => {
    // 2 s of download, 8 round trips.
    expect(Math.abs(pulling(run({})) - (2 + 8 * 0.1))).toBeLessThan(0.2);
    // None of them is needed where the image is there from the start.
    expect(pulling(run({}, {}, { images: { ...images, bytes: 0, roundTrip: 0 } }))).toBeLessThan(0.2);
  });

  it("add up where a node pulls different images one after the other, and share its rate in parallel", () => {
    const serial = pulling(run({ images: 4 }, { pods: 4 }));
    expect(Math.abs(serial - 4 * (2 + 0.1))).toBeLessThan(0.3);
    const together = pulling(run({ images: 4 }, { pods: 4, settings: parallel }));
    expect(Math.abs(together - (4 * 2 + 0.1))).toBeLessThan(0.3);
  });

  it("gain by going in parallel where the registry sends each image slowly", () => {
    const slowly = { images: 4, pullRate: 10e6 };
    // 100 MB at 10 MB a second: four of them are still below the node's 50.
    const [serial, together] = [[], parallel].map((settings) => pulling(run(slowly, { pods: 4, settings })));
    expect(Math.abs(serial! - 4 * (10 + 0.1))).toBeLessThan(0.3);
    expect(Math.abs(together! - (10 + 0.1))).toBeLessThan(0.3);
    const tenfold = pulling(run({ ...slowly, images: 10 }, { pods: 10, settings: parallel }));
    expect(Math.abs(tenfold - (10 * 100) / 50)).toBeLessThan(0.5);
  });

  it("are noted with the time of their turn, and when the limit on pulls refused them", () => {
    const { containers } = run({ images: 4 }, { pods: 4 });
    const turns = containers.map(({ pull }) => pull!).toSorted((a, b) => a.begun! - b.begun!);
    expect(new Set(turns.map(({ image }) => image))).toEqual(new Set([0, 1, 2, 3]));
    for (const [place, { begun, done }] of turns.entries()) {
      expect(Math.abs(done - begun! - 2.1)).toBeLessThan(0.1);
      if (place > 0) expect(begun!).toBeGreaterThanOrEqual(turns[place - 1]!.done);
    }
    const many = run({ images: 25, bytes: 1e6 }, { pods: 25, settings: parallel }).containers;
    const refused = many.filter(({ pull }) => pull!.refused !== undefined);
    expect(refused.length).toBeGreaterThan(10);
    for (const { pull } of refused) expect(pull!.done - pull!.refused!).toBeGreaterThan(9.9);
  });

  it("share the registry's rate among all nodes", () => {
    const bound = { registryRate: 100e6 };
    const [two, eight] = [2, 8].map((nodes) => pulling(run(bound, { pods: nodes, nodes })));
    expect(Math.abs(two! - 2.1)).toBeLessThan(0.2);
    expect(Math.abs(eight! - (8 + 0.1))).toBeLessThan(0.3);
  });

  it("fail beyond the limit on pulls and come again after 10 s, then 20 s", () => {
    const slow = run({ images: 25, bytes: 1e6 }, { pods: 25, settings: parallel });
    const ran = slow.containers.map(({ times }) => times["container-running"]).sort((a, b) => a - b);
    expect(ran[9]! - ran[0]!).toBeLessThan(2);
    expect(ran[12]! - ran[9]!).toBeGreaterThan(8);
    expect(ran.at(-1)! - ran[0]!).toBeGreaterThan(28);
    expect(slow.waits["registry-pulls"]!.delayed).toBeGreaterThan(10);
    const lift = [...parallel, set("kubelet.registryPullQPS", 0)];
    expect(pulling(run({ images: 25, bytes: 1e6 }, { pods: 25, settings: lift }))).toBeLessThan(2);
  });

  it("ask the registry once for each container with policy Always, and never with Never", () => {
    const late = { method: "container" as const, instances: 9 };
    const requests = (policy: string): number =>
      run({}, { settings: [set("workload.imagePullPolicy", policy)] }, late).waits["registry-pulls"]!
        .requests;
    expect(requests("IfNotPresent")).toBe(1);
    expect(requests("Always")).toBeGreaterThanOrEqual(9);
    expect(requests("Never")).toBe(0);
  });

  it("do not happen on nodes without a kubelet", () => {
    const kwok = run({}, {}, { nodes: ["kwok"] });
    expect(kwok.waits["registry-pulls"]!.requests).toBe(0);
  });
});

describe("pods that no node has room for", () => {
  it("stay Pending, are counted, and keep nobody waiting", () => {
    const over = (instances: number, nodes: readonly NodeKind[]) =>
      run({ bytes: 0 }, {}, { instances, nodes });
    const full = over(250, ["real", "real"]);
    expect(full.unplaced).toBe(30);
    expect(full.containers).toHaveLength(220);
    expect(over(220, ["real", "real"]).unplaced).toBeUndefined();
    expect(over(250, ["real", "kwok"]).containers).toHaveLength(250);
    const more = run(
      { bytes: 0 },
      { settings: [set("kubelet.maxPods", 125)] },
      { instances: 250, nodes: ["real", "real"] },
    );
    expect(more.containers).toHaveLength(250);
  });
});

describe("the scheduler's cycle on large clusters", () => {
  const seconds = (nodes: number, settings: readonly Setting[] = []): number => {
    const { containers } = run(
      { bytes: 0 },
      { settings },
      { instances: 500, nodes: new Array<NodeKind>(nodes).fill("kwok") },
    );
    return Math.max(...containers.map(({ times }) => times["pod-binding"]));
  };
  it("grows with the nodes that are looked at, which percentageOfNodesToScore lessens", () => {
    expect(seconds(2000)).toBeGreaterThan(seconds(50) + 0.3);
    expect(seconds(2000, [set("kube-scheduler.percentageOfNodesToScore", 5)])).toBeLessThan(
      seconds(2000) - 0.3,
    );
    expect(seconds(2000, [set("kube-scheduler.parallelism", 1)])).toBeGreaterThan(seconds(2000) + 1);
  });
});
