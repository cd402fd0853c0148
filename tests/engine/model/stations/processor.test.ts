import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Machine } from "../../../../engine/model/machine/machine.ts";
import { Processor } from "../../../../engine/model/stations/processor.ts";

interface Arrival {
  readonly at: number;
  readonly work: number;
  readonly process?: number;
}

/** When each job ends, on these cores, with programs of so many threads. */
function ends(
  cores: number,
  arrivals: readonly Arrival[],
  threads: readonly number[] = [Infinity],
  slow: readonly { readonly at: number; readonly slowness: number }[] = [],
) {
  const machine = new Machine();
  const ended: number[] = [];
  const callback = machine.addCallback(() => {
    processor.wake();
  });
  const processor = new Processor(cores, {
    now: () => machine.now,
    wakeAt: (time) => {
      machine.callAt(time, callback);
    },
    ended: (job) => {
      ended[job] = machine.now;
    },
  });
  const programs = threads.map((count) => processor.addProgram(count));
  for (const { at, slowness } of slow)
    machine.callAt(
      at,
      machine.addCallback(() => {
        processor.slow(programs[0]!, slowness);
      }),
    );
  for (const [index, { at, work, process = 0 }] of arrivals.entries())
    machine.callAt(
      at,
      machine.addCallback(() => {
        processor.run(programs[process]!, work, index);
      }),
    );
  machine.run();
  return { ended, attained: programs.map((program) => processor.attained(program)) };
}

describe("processor sharing", () => {
  it("halves the speed of two jobs on one core", () => {
    const { ended } = ends(1, [
      { at: 0, work: 1 },
      { at: 0, work: 2 },
    ]);
    expect(ended[0]).toBeCloseTo(2, 9);
    expect(ended[1]).toBeCloseTo(3, 9);
  });

  it("gives three jobs two thirds of a core each on two cores, and no job more than one", () => {
    const { ended } = ends(2, [
      { at: 0, work: 1 },
      { at: 0, work: 1 },
      { at: 0, work: 2 },
    ]);
    // Two thirds of a core until 1.5 s, when the short ones end; the long one has a core of its own from then on.
    expect(ended[0]).toBeCloseTo(1.5, 9);
    expect(ended[1]).toBeCloseTo(1.5, 9);
    expect(ended[2]).toBeCloseTo(2.5, 9);
  });

  it("slows the one that is there when another comes late", () => {
    const { ended } = ends(1, [
      { at: 0, work: 2 },
      { at: 1, work: 0.5 },
    ]);
    expect(ended[1]).toBeCloseTo(2, 9);
    expect(ended[0]).toBeCloseTo(2.5, 9);
  });

  it("shares the threads of a program among its jobs, not the machine", () => {
    const crowd = new Array<Arrival>(8).fill({ at: 0, work: 1, process: 0 });
    const { ended } = ends(2, [...crowd, { at: 0, work: 1, process: 1 }], [1, 1]);
    expect(ended[8]).toBeCloseTo(1, 9);
    expect(ended[0]).toBeCloseTo(8, 9);
  });

  test.prop([
    fc.integer({ min: 1, max: 40 }),
    fc.double({ min: 0, max: 0.1, noNaN: true }),
    fc.double({ min: 0.01, max: 2, noNaN: true }),
    fc.double({ min: 0.5, max: 4, noNaN: true }),
  ])(
    "follows how slow a program is at present, and uses the time that this takes",
    (jobs, more, work, cores) => {
      const slowness = 1 + more * (jobs - 1);
      const all = new Array<Arrival>(jobs).fill({ at: 0, work });
      const fastest = (jobs * work) / Math.min(cores, jobs);
      const { ended, attained } = ends(cores, all, [Infinity], [{ at: 0, slowness }]);
      expect(Math.max(...ended) / (slowness * fastest)).toBeCloseTo(1, 6);
      expect(attained[0]! / (slowness * jobs * work)).toBeCloseTo(1, 6);
      // Slow for its first half of the time: then only half of that is added.
      const half = slowness * fastest * 0.5;
      const late = ends(
        cores,
        all,
        [Infinity],
        [
          { at: 0, slowness },
          { at: half, slowness: 1 },
        ],
      );
      expect(Math.max(...late.ended) / (half + fastest / 2)).toBeCloseTo(1, 6);
    },
  );

  test.prop([
    fc.double({ min: 0.5, max: 4, noNaN: true }),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 3, noNaN: true }),
        work: fc.double({ min: 0.001, max: 2, noNaN: true }),
        process: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 1, maxLength: 60 },
    ),
  ])("does all work, no more, and never idles while there is some", (cores, arrivals) => {
    const { ended, attained } = ends(cores, arrivals, [1, 2, Infinity]);
    const total = arrivals.reduce((sum, { work }) => sum + work, 0);
    expect(attained.reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 5);
    const end = Math.max(...ended);
    expect(end).toBeGreaterThanOrEqual(total / cores - 1e-6);
    expect(end).toBeLessThanOrEqual(
      Math.max(...arrivals.map(({ at }) => at)) + total / Math.min(1, cores) + 1e-6,
    );
    for (const [index, { at, work }] of arrivals.entries())
      expect(ended[index]).toBeGreaterThanOrEqual(at + work - 1e-6);
  });
});
