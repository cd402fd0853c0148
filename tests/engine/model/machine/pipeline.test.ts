import { describe, expect, it } from "vitest";
import { runPath, type PathOutcome } from "../../../../engine/model/machine/simulated-path.ts";
import { pathOf, type FlowStep, type Path, type PathPart } from "../../../../knowledge/index.ts";

/**
 * An application's pipeline as data: an endpoint sends messages at a steady rate or at random, a network carries them,
 * a broker's queue hands them to workers, and a reply goes back.
 */
const pipeline = (
  service: FlowStep,
  { workers, burst = 1 }: { readonly workers: number; readonly burst?: number },
): Path =>
  pathOf(["endpoint", "message"], "endpoint", [
    {
      buckets: { endpoint: { per: "cluster", rate: { value: "arrivals" }, burst } },
      flows: {
        endpoint: {
          of: "endpoint",
          steps: [
            {
              do: "each",
              child: "message",
              steps: [
                { do: "token", bucket: "endpoint", to: "send" },
                { do: "mark", point: "sent" },
                { do: "start", flow: "message" },
              ],
            },
          ],
        },
      },
    },
    {
      pools: { workers: { per: "cluster", workers } },
      flows: {
        message: {
          of: "message",
          steps: [
            { do: "wait", seconds: { value: "network" } },
            { do: "mark", point: "queued" },
            { do: "hold", pool: "workers", steps: [{ do: "mark", point: "taken" }, service] },
            { do: "mark", point: "processed" },
            { do: "wait", seconds: { value: "network" } },
            { do: "mark", point: "replied" },
            { do: "finish" },
          ],
        },
      },
    },
  ] satisfies readonly PathPart[]);

const run = (path: Path, messages: number, values: Readonly<Record<string, number>>): PathOutcome =>
  runPath({
    path,
    given: { limits: {}, values: { network: 0.01, ...values }, counts: { pods: 0, nodes: 1 } },
    each: [1, messages],
    nodes: { kinds: ["any"] },
    seed: 5,
  });

const between = ({ reached }: PathOutcome, from: string, to: string): number[] => {
  const [start, end] = [reached.get(from)!.times, reached.get(to)!.times];
  return Array.from(start, (time, index) => end[index]! - time);
};
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("an application's pipeline, described as data", () => {
  it("is D/D/c: nobody waits below capacity, and the backlog grows linearly above it", () => {
    const service: FlowStep = { do: "wait", seconds: 0.1 };
    const below = run(pipeline(service, { workers: 3 }), 500, { arrivals: 29 });
    expect(Math.max(...between(below, "queued", "taken"))).toBeLessThan(1e-9);
    for (const seconds of between(below, "sent", "replied")) expect(seconds).toBeCloseTo(0.12, 9);
    const above = run(pipeline(service, { workers: 2 }), 500, { arrivals: 25 });
    // Two workers take 20 a second of 25: the last of n waits n/20 - n/25, but for rounds of two.
    expect(Math.abs(between(above, "queued", "taken").at(-1)! - (500 / 20 - 500 / 25))).toBeLessThan(0.1);
    expect(above.seconds).toBeCloseTo(0.01 + 500 / 20 + 0.01, 1);
  });

  it.each([
    { workers: 1, load: 0.7 },
    { workers: 4, load: 0.7 },
  ])("is M/M/c: the mean wait of $workers workers at load $load is Erlang's", ({ workers, load }) => {
    const rate = (load * workers) / 0.1;
    const path = pipeline({ do: "wait", seconds: 0.1, spread: "exponential" }, { workers, burst: 1e9 });
    const random: Path = {
      ...path,
      flows: {
        ...path.flows,
        endpoint: {
          of: "endpoint",
          steps: [
            {
              do: "each",
              child: "message",
              steps: [
                { do: "wait", seconds: { quotient: [1, { value: "arrivals" }] }, spread: "exponential" },
                { do: "mark", point: "sent" },
                { do: "start", flow: "message" },
              ],
            },
          ],
        },
      },
    };
    const outcome = run(random, 200_000, { arrivals: rate });
    const waited = mean(between(outcome, "queued", "taken"));
    expect(Math.abs(waited / erlangWait(workers, rate, 0.1) - 1)).toBeLessThan(0.06);
    expect(Math.abs(mean(between(outcome, "taken", "processed")) / 0.1 - 1)).toBeLessThan(0.01);
  });

  it("is M/G/1-PS where the workers share a core: the mean sojourn is s / (1 - load), whatever the spread", () => {
    const path: Path = pathOf(["endpoint", "message"], "endpoint", [
      {
        hosts: { machine: { per: "cluster", cores: 1 } },
        programs: { worker: { host: "machine", threads: Infinity } },
        flows: {
          endpoint: {
            of: "endpoint",
            steps: [
              {
                do: "each",
                child: "message",
                steps: [
                  { do: "wait", seconds: 0.1, spread: "exponential" },
                  { do: "start", flow: "message" },
                ],
              },
            ],
          },
          message: {
            of: "message",
            steps: [
              { do: "mark", point: "taken" },
              { do: "work", program: "worker", coreSeconds: 0.06 },
              { do: "mark", point: "processed" },
              { do: "finish" },
            ],
          },
        },
      },
    ]);
    const outcome = run(path, 100_000, {});
    const sojourn = mean(between(outcome, "taken", "processed"));
    expect(Math.abs(sojourn / (0.06 / (1 - 0.6)) - 1)).toBeLessThan(0.05);
    expect(outcome.work["worker"]).toBeCloseTo(6000, 4);
  });

  it("says what is wrong with a description", () => {
    const broken = (step: FlowStep): (() => unknown) => {
      const path = pathOf(["message"], "message", [
        { flows: { message: { of: "message", steps: [step] }, other: { of: "reply", steps: [] } } },
      ]);
      return () => run(path, 1, {});
    };
    expect(broken({ do: "token", bucket: "none", to: "x" })).toThrow("no bucket none");
    expect(broken({ do: "hold", pool: "none", steps: [] })).toThrow("no pool none");
    expect(broken({ do: "work", program: "none", coreSeconds: 1 })).toThrow("no program none");
    expect(broken({ do: "call", flow: "none" })).toThrow("no flow none");
    expect(broken({ do: "call", flow: "other" })).toThrow("cannot be called by a message");
    expect(broken({ do: "count", counter: "none" })).toThrow("no counter none");
    expect(broken({ do: "enqueue", queue: "none" })).toThrow("no queue none");
    expect(broken({ do: "wait", seconds: { value: "none" } })).toThrow("needs none");
    expect(broken({ do: "each", child: "reply", steps: [] })).toThrow("no reply");
    expect(() =>
      pathOf([], "", [
        { pools: { a: { per: "node", workers: 1 } } },
        { pools: { a: { per: "node", workers: 1 } } },
      ]),
    ).toThrow("two parts of a path describe pools a");
  });
});

/** Mean wait of M/M/c by Erlang's C formula. */
function erlangWait(servers: number, arrivals: number, service: number): number {
  const offered = arrivals * service;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < servers; k++) {
    term *= offered / k;
    sum += term;
  }
  const last = (term * offered) / servers / (1 - offered / servers);
  const waiting = last / (sum + last);
  return (waiting * service) / (servers - offered);
}
