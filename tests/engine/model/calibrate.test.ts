import { describe, expect, it } from "vitest";
import {
  calibrate,
  checkBaseline,
  predict,
  priorServiceTimes,
  refine,
  simulate,
  type ServiceTimes,
  type SimulationInput,
} from "../../../engine/model/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import { limits } from "./inputs.ts";
import { recordOf } from "./record-of.ts";

const podStart = { minMs: 500, maxMs: 1500 };
const prior = priorServiceTimes(4);

/** A machine that the priors know nothing of. */
const truth: ServiceTimes = {
  ...prior,
  background: { server: 0.06, controller: 0.02, scheduler: 0.01, node: 0.02, observer: 0.01, others: 0.1 },
  workPerPod: { server: 0.01, controller: 0.002, scheduler: 0.003, node: 0.001, observer: 0.002 },
  workPerCall: { client: 0.12, server: 0.03 },
  schedulingCycle: 0.0011,
  latency: {
    ...prior.latency,
    clientStart: 0.25,
    clientPrepare: 0.05,
    jobCreate: 0.006,
    podCreate: 0.009,
    podDelivery: 0.002,
    binding: 0.007,
    nodeDelivery: 0.0015,
    podStatus: 0.008,
  },
};

const input = (instances: number, over: Partial<SimulationInput> = {}): SimulationInput => ({
  method: "pod",
  instances,
  podStart,
  limits: limits(),
  service: truth,
  seed: 3,
  ...over,
});
const warmup = () => ({ single: recordOf(input(1)), ramp: recordOf(input(20)), podStart });
const near = (found: number, expected: number, tolerance: number): void => {
  expect(Math.abs(found / expected - 1)).toBeLessThan(tolerance);
};

describe("calibration", () => {
  it("recovers known service times from a single pod and a ramp of 20", () => {
    const found = calibrate(warmup());
    for (const program of ["server", "controller", "scheduler"] as const)
      near(found.workPerPod[program], truth.workPerPod[program], 0.15);
    near(found.workPerCall.client, truth.workPerCall.client, 0.1);
    near(found.schedulingCycle, truth.schedulingCycle, 0.3);
    near(found.latency.podCreate, truth.latency.podCreate, 0.4);
    near(found.latency.binding, truth.latency.binding, 0.4);
    near(found.latency.podStatus, truth.latency.podStatus, 0.01);
    near(found.latency.clientStart, truth.latency.clientStart, 0.5);
    expect(found.background.others).toBeCloseTo(0.1, 2);
    expect(found.background.server).toBeCloseTo(0.06, 2);
    expect(found.cores).toBe(4);
    expect(found.priors.map(({ value }) => value)).toEqual(["latency.clientNext"]);
  });

  it("predicts other sizes and settings of that machine within 10 %", () => {
    const service = calibrate(warmup());
    for (const [pods, buckets] of [
      [100, {}],
      [400, {}],
      [1600, {}],
      [1600, { controller: [10_000, 100_000] }],
      [1600, { controller: [10_000, 100_000], scheduler: [10_000, 100_000] }],
    ] as const) {
      const over = { limits: limits(buckets), seed: 11 };
      const measured = simulate(input(pods, over)).deploymentSeconds;
      near(predict(input(pods, { ...over, service })).deploymentSeconds, measured, 0.1);
    }
  });

  it("falls back to priors, each with its source, where points or samples are missing", () => {
    const bare = (record: TrialRecord): TrialRecord => ({
      ...record,
      cpu: [],
      requests: [],
      timeline: {
        ...record.timeline,
        containers: record.timeline.containers.map((container) => ({
          ...container,
          points: {
            "client-start": container.points["client-start"]!,
            "job-received": container.points["job-received"]!,
            "container-running": container.points["container-running"]!,
          },
        })),
      },
    });
    const { single, ramp } = warmup();
    const found = calibrate({ single: bare(single), ramp: bare(ramp), podStart });
    expect(found.workPerPod).toEqual(prior.workPerPod);
    expect(found.latency.podCreate).toBe(prior.latency.podCreate);
    expect(found.latency.clientStart).toBeGreaterThan(0.1);
    expect(found.workError).toBe(prior.workError);
    expect(found.priors.length).toBeGreaterThan(15);
    for (const { source } of found.priors) expect(source).not.toBe("");
  });

  it("takes the background from the prior when no sample shows nothing but the wait", () => {
    const { single, ramp } = warmup();
    const coarse = { ...single, cpu: single.cpu.slice(-1) };
    const found = calibrate({ single: coarse, ramp, podStart });
    expect(found.background).toEqual(prior.background);
    expect(found.priors.map(({ value }) => value)).toContain("background");
  });

  it("does without a ramp, with the work per pod flagged as prior", () => {
    const found = calibrate({ single: recordOf(input(1)), podStart });
    expect(found.workPerPod).toEqual(prior.workPerPod);
    expect(found.priors.map(({ value }) => value)).toContain("workPerPod.server");
    expect(found.background.server).toBeCloseTo(0.06, 2);
  });
});

describe("refinement", () => {
  /** Two cores that lifted limits keep busy. */
  const busy = (seed: number): SimulationInput =>
    input(400, {
      seed,
      service: { ...truth, cores: 2 },
      limits: limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }),
    });

  it("re-estimates the work per pod from the processor time of busy trials, not from their durations", () => {
    for (const factor of [0.5, 2]) {
      const work = Object.fromEntries(
        Object.entries(truth.workPerPod).map(([program, seconds]) => [program, factor * seconds]),
      ) as ServiceTimes["workPerPod"];
      const start: ServiceTimes = { ...truth, cores: 2, workPerPod: work, workError: 0.3 };
      const refined = refine(
        start,
        [1, 2, 3].map((seed) => recordOf(busy(seed))),
      );
      near(refined.workPerPod.server, truth.workPerPod.server, 0.15);
      near(refined.workPerPod.scheduler, truth.workPerPod.scheduler, 0.15);
      expect(refined.workError).toBeLessThan(0.2);
      expect(refined.latency).toEqual(start.latency);
    }
  });

  it("believes paced trials only where they show less work than known", () => {
    const paced = [recordOf(input(400))];
    const scaled = (factor: number): ServiceTimes => ({
      ...truth,
      workPerPod: { ...truth.workPerPod, server: factor * truth.workPerPod.server },
    });
    near(refine(scaled(2), paced).workPerPod.server, truth.workPerPod.server, 0.05);
    expect(refine(scaled(0.5), paced).workPerPod.server).toBe(scaled(0.5).workPerPod.server);
    expect(refine(scaled(2), paced).workError).toBe(truth.workError);
  });

  it("takes the cores that others leave as the base, unless it was a bucket that left cores idle", () => {
    const half = { ...truth, workPerPod: { ...truth.workPerPod, server: 0.5 * truth.workPerPod.server } };
    const start = { ...half, cores: 2, workError: 0.3 };
    /** The rest of both cores goes to others. */
    const shared = (of: SimulationInput): TrialRecord => {
      const record = recordOf({ ...of, service: { ...of.service, cores: 1 } });
      return { ...record, cores: 2, cpu: record.cpu.map((sample) => ({ ...sample, hostBusy: 1 })) };
    };
    const short = shared(busy(1));
    const own = refine(start, [short, short]);
    near(own.workPerPod.server, truth.workPerPod.server, 0.15);
    expect(own.background.others).toBeGreaterThan(0.8);
    expect(own.workError).toBeLessThan(0.2);
    expect(own.workError).toBeGreaterThan(0.1);
    const { startedAt } = short.timeline;
    const wait = {
      component: "kube-scheduler" as const,
      verb: "POST",
      url: "https://127.0.0.1:6443/api/v1/namespaces/trial/pods/a/binding",
      sentAt: startedAt + 900 * short.deploymentSeconds,
      waited: 850 * short.deploymentSeconds,
    };
    const paced = refine(start, [
      { ...short, waits: [wait] },
      { ...short, waits: [wait] },
    ]);
    expect(paced.workPerPod.server).toBe(start.workPerPod.server);
    expect(paced.workError).toBe(start.workError);
    // One trial of three says nothing.
    expect(refine(start, [short, recordOf(input(400)), recordOf(input(400))]).workError).toBe(0.3);
  });

  it("counts the requests of many Jobs apart from those of their pods", () => {
    const start = { ...truth, workPerPod: { ...truth.workPerPod, server: 0.1 } };
    const refined = refine(start, [recordOf(input(100, { method: "file" }))]);
    near(refined.workPerPod.server, truth.workPerPod.server, 0.15);
  });

  it("leaves the service times alone when no processor samples cover the trial", () => {
    expect(refine(truth, [{ ...recordOf(input(50)), cpu: [] }])).toBe(truth);
    expect(refine(truth, [])).toBe(truth);
  });
});

describe("prediction", () => {
  it("is an interval around its median, tight where a bucket binds and wide where the cores do", () => {
    const bucket = predict(input(400));
    const free = { limits: limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }) };
    const cores = predict(input(1600, { ...free, service: { ...truth, workError: 0.15 } }));
    for (const { deploymentSeconds, low, high } of [bucket, cores]) {
      expect(low).toBeLessThanOrEqual(deploymentSeconds);
      expect(high).toBeGreaterThanOrEqual(deploymentSeconds);
    }
    expect((bucket.high - bucket.low) / bucket.deploymentSeconds).toBeLessThan(0.06);
    expect((cores.high - cores.low) / cores.deploymentSeconds).toBeGreaterThan(0.2);
    expect(bucket).toEqual(predict(input(400)));
  });

  it("refuses when the baseline's prediction missed by more than it admits to", () => {
    const baseline = predict(input(400));
    const good = checkBaseline(baseline, [20.1, 21.5, 20.9]);
    expect(good.trusted).toBe(true);
    expect(predict(input(400), good).refused).toBe(false);
    const bad = checkBaseline(baseline, [40, 41, 42]);
    expect(bad.errorPercent).toBeLessThan(-45);
    const refused = predict(input(400), bad);
    expect(refused.refused && refused.errorPercent).toBe(bad.errorPercent);
    expect(refused.refused && refused.reason).toContain("% off its measurement");
  });
});
