import { describe, expect, it } from "vitest";
import {
  bestCase,
  calibrate,
  limitsOf,
  predict,
  priorServiceTimes,
  refine,
  simulate,
  timelineOf,
  unloadedStart,
  type KubeletTimes,
  type ServiceTimes,
  type SimulationInput,
} from "../../../engine/model/index.ts";
import { chooseValues } from "../../../engine/search/index.ts";
import { stageTimesOf } from "../../../engine/timeline/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import type { NodeKind } from "../../../experiments/index.ts";
import { limits } from "./inputs.ts";
import { recordOf } from "./record-of.ts";

const kubelet: KubeletTimes = { sync: 0.006, mount: 0.2, sandbox: 0.1, container: 0.07 };
const prior = priorServiceTimes(2);
/** A machine of two cores on which a pod's start takes 0.22 core-seconds of its node. */
const lab: ServiceTimes = {
  ...prior,
  kubelet,
  workPerPod: { ...prior.workPerPod, node: 0.22 },
  workError: 0.05,
};
const lifted = { controller: [10_000, 100_000], scheduler: [10_000, 100_000] } as const;
const withoutToken = limitsOf(
  [{ parameter: "workload.automountServiceAccountToken", value: false }],
  "v1.34.4",
);

const input = (instances: number, over: Partial<SimulationInput> = {}): SimulationInput => ({
  method: "pod",
  instances,
  podStart: { minMs: 400, maxMs: 600 },
  nodes: ["real"],
  limits: limits(),
  service: lab,
  seed: 1,
  ...over,
});
const seconds = (instances: number, over: Partial<SimulationInput> = {}): number =>
  simulate(input(instances, over)).deploymentSeconds;
const clientIds = [
  "kube-controller-manager.kube-api-qps",
  "kube-controller-manager.kube-api-burst",
  "kube-scheduler.clientConnection.qps",
  "kube-scheduler.clientConnection.burst",
];
const token = "workload.automountServiceAccountToken";

describe("one pod on a node with a kubelet", () => {
  it("waits 300 ms for its volume, and not without one", () => {
    const way = (over: Partial<SimulationInput>) => simulate(input(1, over)).containers[0]!;
    const { onKubelet, times } = way({});
    expect(onKubelet!["volumes-mounted"] - onKubelet!["cgroup-created"]).toBeCloseTo(0.3, 6);
    expect(times["sandbox-ready"]).toBeGreaterThan(onKubelet!["sandbox-starting"]);
    const without = way({ limits: withoutToken });
    expect(without.onKubelet!["volumes-mounted"]).toBe(without.onKubelet!["cgroup-created"]);
  });

  it("takes its unloaded times, with the processor time in them", () => {
    const { times } = simulate(input(1)).containers[0]!;
    const { S5, S6 } = unloadedStart(lab, limits(), 1);
    expect(S5).toBeCloseTo(0.006 + 0.3 + 0.1, 6);
    expect(times["container-running"] - times["pod-delivered"]).toBeLessThan(1.5 * (S5 + S6));
    expect(times["container-running"] - times["pod-delivered"]).toBeGreaterThan(0.9 * (S5 + S6));
  });

  it("has stages that add up, and a timeline with the kubelet's points", () => {
    const output = simulate(input(20));
    const sum = Object.values(output.stages).reduce((total, part) => total + part, 0);
    expect(sum).toBeCloseTo(output.deploymentSeconds, 9);
    const [container] = timelineOf(output).containers;
    expect(container!.points["volumes-mounted"]).toMatchObject({ modelled: true });
    expect(stageTimesOf(container!)).toBeDefined();
  });

  it("starts its containers one after the other", () => {
    const { containers } = simulate(input(10, { method: "container", nodes: ["existing"] }));
    const ran = containers.map(({ times }) => times["container-running"]);
    expect(ran).toEqual(ran.toSorted((a, b) => a - b));
    expect(ran.at(-1)! - ran[0]!).toBeGreaterThan(9 * 0.5 * kubelet.container);
  });
});

describe("a hundred pods on one node of two cores", () => {
  it("take the processor time of all of them, whatever the limits", () => {
    const stock = seconds(100);
    expect(stock).toBeGreaterThan((100 * 0.22) / 2);
    expect(stock).toBeLessThan(1.3 * ((100 * 0.22) / 2));
    expect(stock - seconds(100, { limits: limits(lifted) })).toBeLessThan(0.5);
  });

  it("are not helped by other limits: the search proposes nothing", () => {
    const found = chooseValues({
      parameters: clientIds.slice(0, 2),
      allowed: [...clientIds, token, "kubelet.kubeAPIQPS", "kubelet.kubeAPIBurst"],
      input: input(100),
      minGainSeconds: 0.5,
    });
    expect(found.candidates).toEqual([]);
    expect(found.reason).toBeDefined();
  });

  it("are helped by them where enough nodes elsewhere share the pods", () => {
    const nodes: readonly NodeKind[] = Array.from({ length: 16 }, () => "existing");
    const { candidates } = chooseValues({
      parameters: clientIds.slice(0, 2),
      allowed: clientIds,
      input: input(400, { nodes }),
      minGainSeconds: 0.5,
    });
    expect(candidates[0]!.gainSeconds).toBeGreaterThan(10);
  });

  it("leave the control plane no less than its share: the bucket still paces the creations", () => {
    const created = simulate(input(100)).containers.map(({ times }) => times["pod-received"]);
    expect(Math.max(...created) - Math.min(...created)).toBeGreaterThan(3.5);
    expect(Math.max(...created) - Math.min(...created)).toBeLessThan(6);
  });
});

describe("the search over the token's volume", () => {
  it("leaves it out where one pod alone gains its 300 ms", () => {
    const { candidates } = chooseValues({
      parameters: [token],
      allowed: [token],
      input: input(1),
      minGainSeconds: 0.1,
    });
    expect(candidates[0]!.settings).toEqual([{ parameter: token, value: false }]);
    expect(candidates[0]!.gainSeconds).toBeCloseTo(0.3, 1);
  });

  it("keeps it where the node is the limit, and on nodes without a kubelet", () => {
    for (const over of [{}, { nodes: ["kwok"] as const }] as const) {
      const found = chooseValues({
        parameters: [token],
        allowed: [token],
        input: input(100, over),
        minGainSeconds: 0.4,
      });
      expect(found.candidates).toEqual([]);
    }
  });
});

describe("the kubelet's own client", () => {
  it("makes pods beyond its burst wait for their token", () => {
    const over = { nodes: ["existing"], limits: limits(lifted) } as const;
    const { waits, containers } = simulate(input(300, over));
    expect(waits.kubelet.requests).toBeGreaterThan(300);
    expect(waits.kubelet.longestSeconds).toBeGreaterThan(1);
    const longest = Math.max(
      ...containers.map(({ onKubelet }) => onKubelet!["volumes-mounted"] - onKubelet!["cgroup-created"]),
    );
    expect(longest).toBeGreaterThan(1);
    expect(simulate(input(300, { nodes: ["kwok"] })).waits.kubelet.requests).toBe(0);
  });
});

describe("what a kubelet does one after the other", () => {
  const requestsOf = (output: ReturnType<typeof simulate>, operation: string) =>
    output.trace!.requests.filter((request) => request.operation === operation);
  const gate = "kubelet.featureGates.InPlacePodVerticalScaling";

  it("reads and writes each status with two tokens, asks for a token, and sends three events of each pod", () => {
    const output = simulate(input(40, { traced: true }));
    // The first status of every pod, and the second of those that were looked at before the last one ran.
    const [reads, writes] = [requestsOf(output, "pod-get"), requestsOf(output, "pod-status")];
    expect(writes.length).toBeGreaterThan(40);
    expect(reads.length - writes.length).toBeGreaterThanOrEqual(0);
    expect(reads.length - writes.length).toBeLessThanOrEqual(1);
    expect(requestsOf(output, "token-create")).toHaveLength(40);
    expect(output.waits["kubelet-events"]!.requests).toBeGreaterThan(3 * 35);
    expect(output.waits["kubelet-events"]!.requests).toBeLessThanOrEqual(3 * 40);
    expect(output.waits.kubelet.requests).toBe(40 + reads.length + writes.length);
    const [first] = reads;
    expect(first!.seconds).toBeLessThan(2 * (lab.latency.podStatus / 3));
  });

  it("loses no start by events, whatever their limits", () => {
    const few = limitsOf([{ parameter: "kubelet.eventRecordQPS", value: 1 }], "v1.34.4");
    const output = simulate(input(40, { limits: { ...few, "kubelet.eventBurst": 1 } }));
    expect(Math.abs(output.deploymentSeconds / seconds(40) - 1)).toBeLessThan(0.1);
    expect(output.waits["kubelet-events"]!.longestSeconds).toBeGreaterThan(0);
  });

  it("writes two records of each pod to the disk, where it keeps them", () => {
    const service = { ...lab, workPerPod: { ...prior.workPerPod, node: 0.01 }, cores: 64, fsync: 0.1 };
    const over = { service, limits: limits(lifted) };
    const [records, none] = [
      seconds(50, over),
      seconds(50, { ...over, limits: { ...limits(lifted), [gate]: 0 } }),
    ];
    // 100 writes of 0.1 s under one lock; etcd's own are in both.
    expect(records).toBeGreaterThan(100 * 0.1);
    expect(none).toBeLessThan(4);
  });

  it("mounts at ticks, so that a pod's volume is there at its first look or, seldom, at the next", () => {
    const nodes: readonly NodeKind[] = Array.from({ length: 50 }, () => "existing");
    const service = { ...lab, nodeCores: 64 };
    const { containers } = simulate(input(50, { nodes, service }));
    const waited = containers.map(
      ({ onKubelet }) => onKubelet!["volumes-mounted"] - onKubelet!["cgroup-created"],
    );
    for (const wait of waited) expect(wait / 0.3).toBeCloseTo(Math.round(wait / 0.3), 6);
    expect(waited.filter((wait) => wait < 0.31).length).toBeGreaterThan(45);
  });

  it("starts one pod in its calibrated time on an idle node", () => {
    const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0);
    const starts = Array.from({ length: 40 }, (_, seed) => {
      const { times } = simulate(input(1, { seed, service: { ...lab, cores: 64 } })).containers[0]!;
      return times["container-running"] - times["pod-delivered"];
    });
    const { S5, S6 } = unloadedStart(lab, limits(), 1);
    // The steps' processor work is a little more than their time on one core; steps vary by a half.
    expect(sum(starts) / starts.length / (S5 + S6)).toBeGreaterThan(0.95);
    expect(sum(starts) / starts.length / (S5 + S6)).toBeLessThan(1.08);
  });
});

describe("nodes of several kinds", () => {
  it("share the pods evenly, and only those with a kubelet have its points", () => {
    const { containers } = simulate(input(40, { nodes: ["real", "kwok", "kwok", "kwok"] }));
    expect(containers.filter(({ onKubelet }) => onKubelet !== undefined)).toHaveLength(10);
  });
});

describe("calibration on nodes with a kubelet", () => {
  const nodes: readonly NodeKind[] = ["real"];
  /** Simulated, as if seen, with a quiet second before the client starts. */
  const seen = (instances: number): TrialRecord => {
    const record = recordOf(input(instances, { seed: 3 }));
    const { startedAt } = record.timeline;
    const idle = Object.fromEntries(Object.keys(record.cpu[0]!.cores).map((name) => [name, 0.01]));
    const before = [-750, -500, -250, 0].map((ms) => ({ at: startedAt + ms, hostBusy: 0.06, cores: idle }));
    return { ...record, cpu: [...before, ...record.cpu] };
  };
  const warmup = { single: seen(1), ramp: seen(20), podStart: { minMs: 400, maxMs: 600 }, nodes };

  it("recovers work and times, and predicts other sizes of it", () => {
    const found = calibrate(warmup);
    expect(found.workPerPod.node / 0.22).toBeGreaterThan(0.8);
    expect(found.workPerPod.node / 0.22).toBeLessThan(1.2);
    expect(found.kubelet!.mount).toBe(0.2);
    expect(found.kubelet!.sandbox / kubelet.sandbox).toBeGreaterThan(0.5);
    expect(found.kubelet!.sandbox / kubelet.sandbox).toBeLessThan(2);
    expect(found.background.node).toBeCloseTo(0.01, 3);
    expect(found.priors.map(({ value }) => value)).not.toContain("latency.nodeReaction");
    const measured = seconds(100, { seed: 11 });
    const { deploymentSeconds } = predict(input(100, { service: found, seed: 5 }));
    expect(Math.abs(deploymentSeconds / measured - 1)).toBeLessThan(0.15);
  });

  it("keeps pods without a wait apart from those with one", () => {
    const without = (record: TrialRecord): TrialRecord => ({
      ...record,
      timeline: {
        ...record.timeline,
        containers: record.timeline.containers.map((container) => ({
          ...container,
          points: { ...container.points, "volumes-mounted": container.points["cgroup-created"]! },
        })),
      },
    });
    const { single, ramp } = warmup;
    expect(calibrate({ ...warmup, single: without(single), ramp: without(ramp) }).kubelet!.mount).toBe(0);
  });

  it("divides a whole start where its steps are out of reach, and says what it did not measure", () => {
    const bare = (record: TrialRecord): TrialRecord => ({
      ...record,
      cpu: [],
      requests: [],
      waits: [],
      timeline: {
        ...record.timeline,
        containers: record.timeline.containers.map(({ points, ...container }) => ({
          ...container,
          points: {
            "client-start": points["client-start"]!,
            "pod-stored": points["pod-stored"]!,
            "pod-delivered": points["pod-delivered"]!,
            "container-running": points["container-running"]!,
          },
        })),
      },
    });
    const { single, ramp } = warmup;
    const found = calibrate({ ...warmup, single: bare(single), ramp: bare(ramp), nodes: ["existing"] });
    const names = found.priors.map(({ value }) => value);
    expect(names).toEqual(expect.arrayContaining(["background", "kubelet.mount", "workPerPod.server"]));
    expect(names).not.toContain("kubelet.sandbox");
    const whole = found.kubelet!.sandbox + found.kubelet!.container;
    expect(whole).toBeGreaterThan(0.05);
    expect(whole).toBeLessThan(0.4);
    expect(refine(found, [bare(ramp)])).toEqual(found);
    expect(predict(input(50, { service: found, nodes: ["existing"] })).deploymentSeconds).toBeGreaterThan(0);
  });
});

describe("best case with a kubelet", () => {
  it("is bounded by the nodes' work, and no slower than the simulation without limits", () => {
    const sure = { ...lab, workError: 0 };
    for (const instances of [1, 20, 100]) {
      const best = bestCase(input(instances, { service: sure }));
      const free = seconds(instances, { service: sure, limits: { ...limits(lifted), [token]: 0 } });
      expect(best.deploymentSeconds).toBeLessThanOrEqual(free + 0.1);
    }
    expect(bestCase(input(100, { service: sure })).deploymentSeconds).toBeGreaterThan(9);
  });
});
