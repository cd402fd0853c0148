import { describe, expect, it } from "vitest";
import {
  calibrate,
  checkBaseline,
  foresee,
  checkWarmup,
  predict,
  priorServiceTimes,
  refine,
  simulate,
  type Prediction,
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
    const { others, ...own } = found.background;
    expect({ ...own, others: prior.background.others }).toEqual(prior.background);
    expect(others).toBeCloseTo(0.1, 2);
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

  /** Waits of the scheduler for tokens, all the time. */
  const pacedAllTheTime = (record: TrialRecord): TrialRecord => ({
    ...record,
    waits: [
      {
        component: "kube-scheduler",
        verb: "POST",
        url: "https://127.0.0.1:6443/api/v1/namespaces/trial/pods/a/binding",
        sentAt: record.timeline.startedAt + 950 * record.deploymentSeconds,
        waited: 900 * record.deploymentSeconds,
      },
    ],
  });
  /** What programs spend looking for work, as recorded clusters do while they wait for tokens. */
  const seeking = (record: TrialRecord, share: number): TrialRecord => ({
    ...record,
    cpu: record.cpu.map((sample) => {
      const used = Object.values(sample.cores).reduce((sum, cores) => sum + cores, 0);
      // Of the idle cores that are left with it: used + x, with x = share * (cores - used - x).
      const factor = 1 + ((share / (1 + share)) * (record.cores - used)) / used;
      const cores = Object.fromEntries(
        Object.entries(sample.cores).map(([name, value]) => [name, value * factor]),
      );
      return { ...sample, cores, hostBusy: sample.hostBusy + (used * (factor - 1)) / record.cores };
    }),
  });
  const totalOf = ({ workPerPod }: ServiceTimes): number =>
    Object.values(workPerPod).reduce((sum, work) => sum + work, 0);

  it("takes what programs spend looking for work off the work of paced trials", () => {
    const start = { ...truth, cores: 2, workError: 0.5 };
    const record = recordOf(input(100, { service: { ...truth, cores: 2 } }));
    const paced = pacedAllTheTime(seeking(record, 0.3));
    const raw = refine(start, [seeking(record, 0.3)]);
    expect(totalOf(raw)).toBeGreaterThan(1.3 * totalOf(truth));
    near(totalOf(refine(start, [paced])), totalOf(truth), 0.15);
  });

  it("weighs what trials say against what is known by the precision of both", () => {
    const record = pacedAllTheTime(seeking(recordOf(input(100, { service: { ...truth, cores: 2 } })), 0.3));
    const work = { ...truth.workPerPod, server: 1.5 * truth.workPerPod.server };
    const known = (workError: number): ServiceTimes => ({ ...truth, cores: 2, workPerPod: work, workError });
    const [sure, unsure] = [0.03, 0.5].map((error) => refine(known(error), [record]));
    expect(Math.abs(totalOf(sure!) / totalOf(known(0)) - 1)).toBeLessThan(0.05);
    expect(totalOf(unsure!)).toBeLessThan(0.95 * totalOf(known(0)));
    expect(unsure!.workError).toBeLessThan(0.5);
  });

  it("does not believe in a search for work that the warm-up contradicts", () => {
    // Nothing in a simulated cluster looks for work.
    const start = { ...truth, workError: 0.15 };
    const refined = refine(start, [pacedAllTheTime(recordOf(input(400)))]);
    near(totalOf(refined), totalOf(truth), 0.15);
  });

  it("takes a simulated trial at its word: nothing looks for work in it", () => {
    const start = { ...truth, workError: 0.5 };
    const record = pacedAllTheTime(recordOf(input(400)));
    near(totalOf(refine(start, [record], "simulation")), totalOf(truth), 0.08);
  });

  it("renews what others use, with its spread from trial to trial", () => {
    const beside = (cores: number): TrialRecord => {
      const record = recordOf(busy(1));
      return {
        ...record,
        cpu: record.cpu.map((sample) => ({ ...sample, hostBusy: sample.hostBusy + cores / record.cores })),
      };
    };
    const calm = refine(truth, [beside(0.5), beside(0.5), beside(0.5)]);
    const restless = refine(truth, [beside(0), beside(0.5), beside(1)]);
    near(calm.background.others, 0.6, 0.1);
    expect(restless.othersError).toBeGreaterThan(5 * calm.othersError!);
  });

  it("learns from the spread of the baseline how much trials differ", () => {
    const record = recordOf(busy(1));
    const spread = (share: number): ServiceTimes =>
      refine(
        truth,
        [1 - share, 1, 1 + share].map((factor) => ({
          ...record,
          deploymentSeconds: factor * record.deploymentSeconds,
        })),
      );
    expect(spread(0).noise).toBeLessThan(1);
    expect(spread(0.1).noise).toBeGreaterThan(3);
  });

  it("counts the requests of many Jobs apart from those of their pods", () => {
    const start = { ...truth, workPerPod: { ...truth.workPerPod, server: 0.1 }, workError: 3 };
    const refined = refine(start, [recordOf(input(100, { method: "file" }))]);
    near(refined.workPerPod.server, truth.workPerPod.server, 0.15);
  });

  it("leaves the service times alone when no processor samples cover the trial", () => {
    expect(refine(truth, [{ ...recordOf(input(50)), cpu: [] }])).toBe(truth);
    expect(refine(truth, [])).toBe(truth);
  });
});

describe("a warm-up that does not fit", () => {
  const service = (data = warmup()): ServiceTimes => calibrate(data);

  it("is believed when it fits", () => {
    expect(checkWarmup(warmup(), input(400, { service: service() }))).toBeUndefined();
  });

  it("is refused when more pods were less work, with by how much", () => {
    const { single, ramp } = warmup();
    const scaled = (record: TrialRecord, factor: number): TrialRecord => ({
      ...record,
      cpu: record.cpu.map((sample) => ({
        ...sample,
        cores: Object.fromEntries(
          Object.entries(sample.cores).map(([name, cores]) => [name, factor * cores]),
        ),
      })),
    });
    const data = { single: scaled(single, 4), ramp: scaled(ramp, 0.6), podStart };
    const refusal = checkWarmup(data, input(400, { service: service() }));
    expect(refusal?.errorPercent).toBeLessThan(-30);
    expect(refusal?.reason).toMatch(/20 pods took 0\.\d+ core-seconds, a single one \d\.\d+/);
  });

  it("is refused when the ramp took far longer than its own service times explain", () => {
    const { single, ramp } = warmup();
    const slow = { ...ramp, deploymentSeconds: 9 };
    const refusal = checkWarmup({ single, ramp: slow, podStart }, input(400, { service: service() }));
    expect(refusal?.errorPercent).toBeLessThan(-70);
    expect(refusal?.reason).toContain("20 pods took 9.00 s");
    expect(refusal?.reason).toContain("%");
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

  it("is the wider the more is in doubt, on both sides of an unmoved middle", () => {
    const two = { ...truth, cores: 2 };
    const free = { limits: limits({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }) };
    const of = (over: Partial<ServiceTimes>): Prediction =>
      predict(input(200, { ...free, service: { ...two, workError: 0.05, ...over } }));
    const plain = of({});
    for (const doubt of [{ workError: 0.3 }, { othersError: 0.3 }, { noise: 8 }]) {
      const wider = of(doubt);
      expect(wider.deploymentSeconds).toBe(plain.deploymentSeconds);
      expect(wider.low).toBeLessThanOrEqual(plain.low);
      expect(wider.high).toBeGreaterThan(plain.high);
      expect(wider.high - wider.low).toBeGreaterThan(1.2 * (plain.high - plain.low));
    }
  });

  it("is widened by what the baseline was missed by", () => {
    const plain = predict(input(400));
    const missed = predict(input(400), { errorPercent: 8, statedPercent: 10, trusted: true });
    if (missed.refused) throw new Error("refused");
    expect(missed.high).toBeGreaterThan(1.07 * plain.deploymentSeconds);
    expect(missed.low).toBeLessThan(0.93 * plain.deploymentSeconds);
  });

  it("refuses when the baseline's prediction missed by more than it admits to", () => {
    const baseline = foresee(input(400));
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
