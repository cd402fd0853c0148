import { describe, expect, it } from "vitest";
import { limitsOf, priorServiceTimes, simulate, type SimulationInput } from "../../../engine/model/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import { bucketSettings } from "./inputs.ts";

const run = (settings: readonly Setting[], over: Partial<SimulationInput> = {}) =>
  simulate({
    method: "pod",
    instances: 400,
    podStart: { minMs: 500, maxMs: 500 },
    nodes: ["kwok", "kwok"],
    limits: limitsOf(
      [...bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }), ...settings],
      "v1.34.4",
    ),
    service: { ...priorServiceTimes(64), webhook: { object: 0, pod: 0.2 } },
    seed: 1,
    traced: true,
    ...over,
  });
type Output = ReturnType<typeof run>;
const creationsOf = ({ trace }: Output) =>
  trace!.requests.filter(({ operation }) => operation === "pod-create");
/** The most creations that were worked on at once. */
const mostAtOnce = (output: Output): number => mostIn(output, 0, Infinity);
/** The most of those that began between two times. */
function mostIn(output: Output, from: number, to: number): number {
  const creations = creationsOf(output);
  const active = (at: number): number =>
    creations.filter(
      ({ receivedAt, queued, seconds }) => receivedAt + queued <= at && receivedAt + seconds > at,
    ).length;
  const begun = creations.map(({ receivedAt, queued }) => receivedAt + queued);
  return Math.max(...begun.filter((at) => at >= from && at < to).map(active));
}
const levels = "kube-apiserver.PriorityLevelConfiguration";
const levelNames = [
  "system",
  "node-high",
  "leader-election",
  "workload-high",
  "workload-low",
  "global-default",
];
const slowest = { ...priorServiceTimes(64), webhook: { object: 0, pod: 1 } };
const few: readonly Setting[] = [
  { parameter: "kube-apiserver.max-requests-inflight", value: 60 },
  { parameter: "kube-apiserver.max-mutating-requests-inflight", value: 30 },
];

describe("seats of the API server", () => {
  it("bound the creations that are worked on at once to the level's share, and the rest is in line", () => {
    const output = run(few);
    // 90 seats x 40 / 245, rounded up, and what levels lend that nobody uses, each of about 0.2 s.
    const seats = Math.ceil((90 * 40) / 245);
    expect(mostAtOnce(output)).toBeLessThanOrEqual(1.2 * seats);
    expect(mostAtOnce(output)).toBeGreaterThan(seats / 2);
    expect(Math.max(...creationsOf(output).map(({ queued }) => queued))).toBeGreaterThan(0.5);
  });

  it("are no limit at 400 and 200 for a Job, unless requests take long", () => {
    const stock = run([]);
    const more = run([{ parameter: "kube-apiserver.max-requests-inflight", value: 4000 }]);
    expect(run(few).deploymentSeconds).toBeGreaterThan(stock.deploymentSeconds + 1);
    expect(stock.deploymentSeconds / more.deploymentSeconds).toBeLessThan(1.25);
  });

  it("are lent by levels that do not need them, anew every 10 s", () => {
    const slow = { service: { ...priorServiceTimes(64), webhook: { object: 0, pod: 2 } } };
    const [before, after] = [mostIn(run(few, slow), 0, 10), mostIn(run(few, slow), 10, Infinity)];
    expect(after).toBeGreaterThan(1.5 * before);
    // All but what the others keep: none of theirs is lent.
    const kept = levelNames.map((name) => ({ parameter: `${levels}.${name}.lendablePercent`, value: 0 }));
    const output = run([...few, ...kept], slow);
    expect(mostIn(output, 10, Infinity)).toBeLessThanOrEqual(Math.ceil((90 * 40) / 245) + 1);
  });

  it("follow the shares of their level, and a level of the controllers' own has what it was given", () => {
    const less = run([{ parameter: `${levels}.workload-high.nominalConcurrencyShares`, value: 1 }]);
    expect(less.deploymentSeconds).toBeGreaterThan(run([]).deploymentSeconds + 2);
    const squeezed = run([], { controllerSeats: 1, instances: 50 });
    expect(mostAtOnce(squeezed)).toBe(1);
    // One after the other, each held up by its webhook for 0.2 s.
    expect(squeezed.deploymentSeconds).toBeGreaterThan(50 * 0.2 * 0.9);
    expect(squeezed.waits["job-controller"].requests).toBeGreaterThan(50);
  });

  it("turn away who waits for a quarter of the request's time, and who comes to a full line; all come again", () => {
    const { trace, containers } = run([], { controllerSeats: 1, instances: 100, service: slowest });
    expect(containers).toHaveLength(100);
    const creations = trace!.requests.filter(({ operation }) => operation === "pod-create");
    const queued = creations.map((one) => one.queued);
    // 15 s in line, a second away, and so on: nobody's last time in line is part of more than the whole.
    expect(Math.max(...queued)).toBeGreaterThan(16);
    const short = { parameter: `${levels}.workload-high.queueLengthLimit`, value: 1 };
    const refused = run([...few, short]);
    expect(refused.containers).toHaveLength(400);
    // 6 wait at most, so most of a batch of 64 comes again, after whole seconds.
    const worst = Math.max(...creationsOf(refused).map((one) => one.queued));
    expect(worst).toBeGreaterThan(1);
  });
});

describe("watchers of pods", () => {
  it("cost the API server work for every change, and from ten on its seats for longer", () => {
    const work = (watchers: number): number => run([], { watchers }).cpu.work.server;
    // A creation, a binding and a status of each pod; the last ones come after the end.
    const more = work(100) - work(0);
    expect(more).toBeGreaterThan(400 * 2.5 * 100 * 30e-6);
    expect(more).toBeLessThanOrEqual(400 * 3 * 100 * 30e-6 + 1e-6);
    const tight = { controllerSeats: 1, instances: 50, service: priorServiceTimes(64) };
    const slower = run([], { ...tight, watchers: 200 }).deploymentSeconds - run([], tight).deploymentSeconds;
    // 50 creations, each of which keeps the seat for 20 x 5 ms.
    expect(slower).toBeGreaterThan(2);
  });
});

describe("a slow disk under etcd", () => {
  it("adds one to two of its writes to each request, however many come at once", () => {
    const fsync = 0.05;
    const service = priorServiceTimes(64);
    const [quick, slow] = [run([], { service }), run([], { service: { ...service, fsync } })];
    const mean = (output: Output): number => {
      const seconds = creationsOf(output).map((one) => one.seconds - one.queued);
      return seconds.reduce((sum, one) => sum + one, 0) / seconds.length;
    };
    expect(mean(slow) - mean(quick)).toBeGreaterThan(fsync);
    expect(mean(slow) - mean(quick)).toBeLessThan(2 * fsync);
    const alone = (of: Partial<SimulationInput>): number =>
      creationsOf(run([], { instances: 1, service: { ...service, ...of.service } }))[0]!.seconds;
    expect(alone({ service: { ...service, fsync } }) - alone({ service })).toBeCloseTo(fsync, 6);
  });
});
