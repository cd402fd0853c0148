import { describe, expect, it } from "vitest";
import { limitsOf, priorServiceTimes, simulate, type SimulationInput } from "../../../engine/model/index.ts";
import { chooseValues, type SearchRequest } from "../../../engine/search/index.ts";
import { parameters, type Setting } from "../../../knowledge/index.ts";
import { bucketSettings } from "../model/inputs.ts";

const everything = parameters.map(({ id }) => id);
const qps = "kube-controller-manager.kube-api-qps";
const burst = "kube-controller-manager.kube-api-burst";
const schedulerQps = "kube-scheduler.clientConnection.qps";
const schedulerBurst = "kube-scheduler.clientConnection.burst";
const syncs = "kube-controller-manager.concurrent-job-syncs";

const input = (
  instances: number,
  settings: readonly Setting[] = [],
  over: Partial<SimulationInput> = {},
): SimulationInput => ({
  method: "pod",
  instances,
  podStart: { minMs: 500, maxMs: 1500 },
  limits: limitsOf(settings, "v1.34.4"),
  service: { ...priorServiceTimes(2), workError: 0.1 },
  seed: 1,
  ...over,
});
const search = (over: Partial<SearchRequest>) =>
  chooseValues({ parameters: [qps], allowed: everything, input: input(400), minGainSeconds: 0.3, ...over });
const valueOf = (settings: readonly Setting[], id: string): number =>
  Number(settings.find(({ parameter }) => parameter === id)?.value);

describe("choice of values", () => {
  it("lands at the knee, with the burst that goes with it", () => {
    const { candidates, curves } = search({});
    const best = candidates[0]!;
    const rate = valueOf(best.settings, qps);
    // 400 pods on two cores: about 140 pods/s.
    expect(rate).toBeGreaterThanOrEqual(80);
    expect(rate).toBeLessThanOrEqual(300);
    // The present one at least: a smaller one than usual for the rate where many pods at once are in each other's way.
    expect(valueOf(best.settings, burst)).toBeGreaterThanOrEqual(30);
    expect(valueOf(best.settings, burst)).toBeLessThanOrEqual(2 * rate);
    expect(best.gainSeconds).toBeGreaterThan(10);
    expect(best.prediction.low).toBeLessThanOrEqual(best.prediction.deploymentSeconds);
    const [curve] = curves;
    expect(curve!.parameter).toBe(qps);
    expect(curve!.points[0]!.value).toBe(20);
    const lifted = curve!.points.map(({ othersLifted }) => othersLifted);
    expect(lifted[0]!).toBeGreaterThan(3 * lifted.at(-1)!);
    for (const { seconds, othersLifted } of curve!.points) expect(seconds + othersLifted).toBeGreaterThan(1);
  });

  it("tries seats of the API server where somebody waits for them, and else does not", () => {
    const isOfSeats = ({ parameter }: Setting): boolean =>
      /inflight|PriorityLevel|request-timeout/.test(parameter);
    const triedSeats = (settings: readonly Setting[], over: Partial<SimulationInput>): boolean =>
      search({ input: input(400, settings, over), budget: 60 }).evaluations.some((one) =>
        one.settings.some(isOfSeats),
      );
    const few = [
      { parameter: "kube-apiserver.max-requests-inflight", value: 60 },
      { parameter: "kube-apiserver.max-mutating-requests-inflight", value: 30 },
    ];
    const service = { ...priorServiceTimes(64), webhook: { object: 0, pod: 0.5 } };
    expect(triedSeats(few, { service })).toBe(true);
    expect(triedSeats([], {})).toBe(false);
  });

  it("does not stop where the scheduler's bucket hides the rest", () => {
    const { candidates } = search({ input: input(800) });
    // With the scheduler as it is, 50/s would do just as well.
    expect(valueOf(candidates[0]!.settings, qps)).toBeGreaterThanOrEqual(120);
    const alone = search({ input: input(800), allowed: [qps, burst] });
    expect(valueOf(alone.candidates[0]!.settings, qps)).toBeLessThanOrEqual(60);
  });

  it("comes within 10 % of lifting everything on 600 pods in two changes, and is content then", () => {
    let settings: readonly Setting[] = [];
    for (const suggested of [[qps], [schedulerQps]]) {
      const { candidates } = search({ parameters: suggested, input: input(600, settings) });
      settings = [...settings, ...candidates[0]!.settings];
    }
    const free = bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
    const best = simulate(input(600, free)).deploymentSeconds;
    expect(simulate(input(600, settings)).deploymentSeconds).toBeLessThan(1.1 * best);
    for (const { value } of settings) expect(value).toBeLessThanOrEqual(500);
    for (const suggested of [[qps], [syncs]]) {
      const again = search({ parameters: suggested, input: input(600, settings) });
      expect(again.candidates).toEqual([]);
      expect(again.reason).toBeDefined();
    }
  });

  it("offers the change of everything together that lifts all limits in one go, with what it evaluated", () => {
    const { joint, fraction, evaluations } = search({ input: input(800) });
    const changed = joint!.settings.map(({ parameter }) => parameter);
    expect(changed).toEqual([qps, burst, schedulerQps, schedulerBurst]);
    const free = bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
    const best = simulate(input(800, free)).deploymentSeconds;
    expect(simulate(input(800, joint!.settings)).deploymentSeconds).toBeLessThan(1.1 * best);
    for (const { value } of joint!.settings) expect(value).toBeLessThanOrEqual(1000);
    const key = JSON.stringify(joint!.settings);
    const chosen = evaluations.filter(({ settings }) => JSON.stringify(settings) === key);
    const fastest = Math.min(...evaluations.map(({ evaluation }) => evaluation.seconds));
    expect(chosen).toHaveLength(1);
    expect(chosen[0]!.evaluation.seconds).toBeLessThanOrEqual((1 + fraction) * fastest);
  });

  it("offers a clearly bigger and a clearly smaller alternate", () => {
    const [best, ...others] = search({}).candidates.map(({ settings }) => valueOf(settings, qps));
    expect(others.some((value) => value > 1.3 * best!)).toBe(true);
    expect(others.some((value) => value < best! / 1.3)).toBe(true);
  });

  it("chooses workers and rate together for many Jobs and counts on nothing that stays as it is", () => {
    const many = { method: "file" as const };
    const together = search({ parameters: [qps, syncs], input: input(100, [], many) });
    expect(together.curves.map(({ parameter }) => parameter)).toEqual([qps, syncs]);
    const free = bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] });
    const best = simulate(input(100, [...free, { parameter: syncs, value: 1000 }], many)).deploymentSeconds;
    for (const found of [together, search({ input: input(100, [], many) })])
      expect(found.candidates[0]!.prediction.deploymentSeconds).toBeLessThan(1.2 * best);
  });
});

describe("choice of values: refusals", () => {
  it("says so when another limiter hides the gain", () => {
    const { candidates, reason } = search({ parameters: [schedulerQps] });
    expect(candidates).toEqual([]);
    expect(reason).toMatch(
      /predicted to save 0\.\d s, less than the 0\.3 s|makes the simulated deployment faster/,
    );
  });

  it("says so when the cores are the limit and nothing settable helps", () => {
    const busy = input(400, bucketSettings({ controller: [500, 500], scheduler: [500, 500] }));
    for (const suggested of [qps, schedulerQps, syncs]) {
      const { candidates, reason } = search({ parameters: [suggested], input: busy });
      expect(candidates).toEqual([]);
      expect(reason).toMatch(/^nothing settable helps: at most 0\.\d s of 3\.\d s$/);
    }
  });

  it("says so when the parameters may not be changed or bound nothing that is simulated", () => {
    expect(search({ allowed: [schedulerQps] }).reason).toContain("none of the suggested parameters");
    expect(search({ parameters: ["etcd.snapshot-count"] }).reason).toContain(
      "none of the suggested parameters",
    );
  });

  it("leaves what goes with a parameter alone when that may not be changed", () => {
    const { candidates } = search({ allowed: [qps, schedulerQps, schedulerBurst] });
    expect(candidates[0]!.settings.map(({ parameter }) => parameter)).toEqual([qps]);
  });

  it("keeps to its budget and gives the same answer for the same question", () => {
    const { simulations, evaluations } = search({ budget: 8 });
    expect(evaluations.length).toBeLessThanOrEqual(8);
    // With one simulation that finds out which limits are read, and five for each of at most five predictions.
    expect(simulations).toBeLessThanOrEqual(8 + 1 + 5 * 5);
    expect(search({})).toEqual(search({}));
  });
});
