import { describe, expect, it } from "vitest";
import {
  limitsOf,
  priorServiceTimes,
  simulate,
  simulatedPoints,
  timelineOf,
  type ServiceTimes,
  type SimulationInput,
} from "../../../engine/model/index.ts";
import { stageTimesOf } from "../../../engine/timeline/index.ts";
import { limits } from "./inputs.ts";

const prior = priorServiceTimes(2);
const nobody = { server: 0, controller: 0, scheduler: 0, node: 0, observer: 0, others: 0 };
/** So many cores that nothing but the limits and the latencies counts. */
const plenty: ServiceTimes = { ...prior, cores: 64, background: nobody };
/** As plenty, with no time lost before the controller hears of the Job. */
const controllerOnly: ServiceTimes = {
  ...plenty,
  workPerCall: { client: 0, server: 0 },
  latency: {
    ...prior.latency,
    clientStart: 0,
    clientPrepare: 0,
    clientNext: 0,
    jobCreate: 0.003,
    podCreate: 0.005,
  },
};

const input = (instances: number, over: Partial<SimulationInput> = {}): SimulationInput => ({
  method: "pod",
  instances,
  podStart: { minMs: 500, maxMs: 1500 },
  limits: limits(),
  service: prior,
  seed: 1,
  ...over,
});
const lastCreate = (of: SimulationInput): number =>
  Math.max(...simulate(of).containers.map(({ times }) => times["pod-received"]));

describe("simulated Job path: the job controller's bucket", () => {
  it("creates the last of 100 pods after 3.855 s at 20/30, as measured on a real Kubernetes", () => {
    const { containers } = simulate(input(100, { service: controllerOnly }));
    const start = containers[0]!.times["job-unpacked"];
    const last = Math.max(...containers.map(({ times }) => times["pod-received"])) - start;
    expect(Math.abs(last / 3.855 - 1)).toBeLessThan(0.02);
  });

  it.each([200, 400, 800, 1600])(
    "paces %i pods by (N + E - 30) / 20 with about 9 events between them",
    (pods) => {
      const output = simulate(input(pods, { service: controllerOnly }));
      const tokens = output.waits["job-controller"].requests - pods;
      const start = output.containers[0]!.times["job-unpacked"];
      const last = Math.max(...output.containers.map(({ times }) => times["pod-received"])) - start;
      // 25 events and a status write per sync, most of them in line behind the last pod.
      expect(tokens).toBeGreaterThanOrEqual(25);
      expect(tokens).toBeLessThanOrEqual(35);
      expect(Math.abs(last / ((pods + 9 - 30) / 20) - 1)).toBeLessThan(0.02);
    },
  );

  it("spaces throttled creations by 1 / qps", () => {
    const { containers } = simulate(input(100));
    const times = containers.map(({ times: t }) => t["pod-received"]).sort((a, b) => a - b);
    const gaps = times.slice(40).map((time, index) => time - times[index + 39]!);
    expect(gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]).toBeCloseTo(0.05, 3);
  });

  it("leaves the scheduler's bucket, (N - 100) / 50, when it is lifted", () => {
    const lifted = input(1600, { limits: limits({ controller: [10_000, 100_000] }), service: plenty });
    const { containers } = simulate(lifted);
    const bound = containers.map(({ times }) => times["binding-received"]);
    const first = Math.min(...bound);
    expect(Math.max(...bound) - first).toBeCloseTo((1600 - 100) / 50, 0);
  });

  it.each([
    [1600, 80.9],
    [800, 40.6],
    [400, 20.1],
  ])(
    "meets the published %i pods in %f s with a tail of 1.4 s (doi 10.1145/3676151.3719374)",
    (pods, paper) => {
      const modelled = lastCreate(input(pods, { service: controllerOnly })) + 1.4;
      expect(Math.abs(modelled / paper - 1)).toBeLessThan(0.03);
    },
  );

  it("meets the published second run, 31.1 s, with only the scheduler's bucket left", () => {
    const { containers } = simulate(
      input(1600, { limits: limits({ controller: [10_000, 100_000] }), service: plenty }),
    );
    const last = Math.max(...containers.map(({ times }) => times["binding-received"]));
    expect(Math.abs((last + 1.4) / 31.1 - 1)).toBeLessThan(0.06);
  });
});

describe("simulated Job path: constants and the processor", () => {
  it("waits a second between chunks of 500, whatever the limits", () => {
    const free = limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
    const created = simulate(input(1600, { limits: free, service: plenty }))
      .containers.map(({ times }) => times["pod-received"])
      .sort((a, b) => a - b);
    for (const chunk of [500, 1000, 1500]) {
      expect(created[chunk]! - created[chunk - 1]!).toBeGreaterThan(0.5);
      expect(created[chunk]! - created[chunk - 500]!).toBeGreaterThan(1);
    }
  });

  it("is bound by the cores when the limits are lifted: about 100 to 150 pods/s on two", () => {
    const free = { limits: limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }) };
    const two = simulate(input(1600, free));
    expect(1600 / two.deploymentSeconds).toBeGreaterThan(100);
    expect(1600 / two.deploymentSeconds).toBeLessThan(150);
    expect(two.cpu.utilisation).toBeGreaterThan(0.85);
    const four = simulate(input(1600, { ...free, service: { ...prior, cores: 4 } }));
    expect(four.deploymentSeconds).toBeLessThan(0.75 * two.deploymentSeconds);
  });

  it("does the work of every pod, whatever the speed", () => {
    const { cpu } = simulate(input(400));
    expect(cpu.work.node).toBeCloseTo(400 * prior.workPerPod.node, 1);
    expect(cpu.work.server / (400 * prior.workPerPod.server)).toBeGreaterThan(0.95);
  });

  it("is never slower with a higher rate when cores are plenty", () => {
    const seconds = [10, 20, 50, 100, 200, 500, 1000].map(
      (qps) =>
        simulate(
          input(400, {
            service: plenty,
            limits: limits({ controller: [qps, 30] }),
            podStart: { minMs: 500, maxMs: 500 },
          }),
        ).deploymentSeconds,
    );
    for (const [index, value] of seconds.slice(1).entries())
      expect(value).toBeLessThanOrEqual(seconds[index]! + 0.05);
    expect(seconds.at(-1)!).toBeLessThan(seconds[0]! / 4);
  });
});

describe("simulated Job path: deployment methods", () => {
  it("file and call share the bucket among 100 Jobs with their status writes and events", () => {
    for (const method of ["file", "call"] as const) {
      const output = simulate(input(100, { method }));
      expect(new Set(output.containers.map(({ job }) => job)).size).toBe(100);
      // A pod, an event and at least one status write each.
      expect(output.waits["job-controller"].requests).toBeGreaterThan(250);
      expect(output.deploymentSeconds).toBeGreaterThan(simulate(input(100)).deploymentSeconds);
    }
  });

  it("call starts all clients at once, so they fight for the cores", () => {
    const received = (method: "file" | "call", service: ServiceTimes): number =>
      Math.max(
        ...simulate(input(50, { method, service })).containers.map(({ times }) => times["job-received"]),
      );
    const work = 50 * (prior.workPerCall.client + prior.workPerCall.server);
    expect(received("call", prior)).toBeGreaterThan(work / 2);
    expect(received("call", plenty)).toBeLessThan(0.5);
    expect(received("file", plenty)).toBeGreaterThan(50 * prior.latency.jobCreate);
  });

  it("container puts all containers into one pod", () => {
    const output = simulate(input(100, { method: "container" }));
    expect(output.containers.length).toBe(100);
    expect(new Set(output.containers.map(({ pod }) => pod)).size).toBe(1);
    expect(output.deploymentSeconds).toBeLessThan(2.5);
  });

  it("refuses to start nothing", () => {
    expect(() => simulate(input(0))).toThrow("expected at least one instance");
  });
});

describe("simulated Job path: output", () => {
  it("is the same for the same seed and another for another", () => {
    expect(simulate(input(120))).toEqual(simulate(input(120)));
    expect(simulate(input(120, { seed: 2 })).deploymentSeconds).not.toBe(
      simulate(input(120)).deploymentSeconds,
    );
  });

  it("has every point of every container in causal order, and stages that add up", () => {
    for (const method of ["pod", "container", "file", "call"] as const) {
      const output = simulate(input(60, { method }));
      for (const { times } of output.containers) {
        const seconds = simulatedPoints.map((id) => times[id]);
        expect(seconds.every(Number.isFinite)).toBe(true);
        expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
      }
      const sum = Object.values(output.stages).reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(output.deploymentSeconds, 9);
    }
  });

  it("becomes a timeline that is modelled throughout", () => {
    const output = simulate(input(30));
    const timeline = timelineOf(output, 1000);
    expect(timeline.gaps).toEqual([]);
    expect(timeline.containers.length).toBe(30);
    for (const container of timeline.containers)
      for (const point of Object.values(container.points)) expect(point.modelled).toBe(true);
    expect(stageTimesOf(timeline.containers.at(-1)!)).toEqual(output.stages);
  });
});

describe("limits", () => {
  it("are the defaults of the version with the settings over them, constants included", () => {
    const found = limitsOf([{ parameter: "kube-scheduler.clientconnection.qps", value: 200 }], "v1.34.4");
    expect(found["kube-controller-manager.kube-api-qps"]).toBe(20);
    expect(found["kube-scheduler.clientConnection.qps"]).toBe(200);
    expect(found["kube-controller-manager.MaxPodCreateDeletePerSync"]).toBe(500);
    expect(() => limitsOf([{ parameter: "kubelet.speed", value: 1 }], "v1.34.4")).toThrow("kubelet.speed");
  });
});
