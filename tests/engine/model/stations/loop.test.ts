import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Machine } from "../../../../engine/model/machine/machine.ts";
import { Loop, type LoopTimes } from "../../../../engine/model/stations/loop.ts";

/** When the turn of each that comes at these times ends. */
function ends(times: LoopTimes, arrivals: readonly number[], first = 0): readonly number[] {
  const machine = new Machine();
  const ended: number[] = [];
  const callback = machine.addCallback((now) => {
    loop.begin(now);
  });
  const loop = new Loop(
    times,
    {
      beginAt: (time) => {
        machine.callAt(time, callback);
      },
      ended: (task, time) => {
        ended[task] = time;
      },
    },
    first,
  );
  for (const [task, at] of arrivals.entries())
    machine.callAt(
      at,
      machine.addCallback(() => {
        loop.enter(task, at);
      }),
    );
  machine.run();
  return ended;
}

const arrivals = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 50 });
const seconds = fc.double({ min: 0.01, max: 1, noNaN: true });

describe("a loop that does in each round what came before it", () => {
  it("commits alone at once, and together whatever comes meanwhile", () => {
    const commit = { rest: 0, round: 0.01, each: 0 };
    const [alone, second, third, late] = ends(commit, [0, 0.002, 0.009, 0.5]);
    expect(alone).toBeCloseTo(0.01, 9);
    expect(second).toBeCloseTo(0.02, 9);
    expect(third).toBeCloseTo(0.02, 9);
    expect(late).toBeCloseTo(0.51, 9);
  });

  it("begins a rest after the end of a round, and takes one after the other in it", () => {
    const relist = { rest: 1, round: 0, each: 0.1 };
    const found = ends(relist, [0.1, 0.2, 0.3, 1.05], 0.5);
    for (const [task, at] of [0.6, 0.7, 0.8, 1.9].entries()) expect(found[task]).toBeCloseTo(at, 9);
  });

  test.prop([arrivals, seconds])("a commit takes one to two times the disk's time", (times, round) => {
    for (const [task, end] of ends({ rest: 0, round, each: 0 }, times).entries()) {
      expect(end).toBeGreaterThanOrEqual(times[task]! + round - 1e-9);
      expect(end).toBeLessThanOrEqual(times[task]! + 2 * round + 1e-9);
    }
  });

  test.prop([arrivals, seconds, fc.double({ min: 0, max: 1, noNaN: true })])(
    "a ticker lets nobody wait for more than a period, and all go at its ticks",
    (times, rest, phase) => {
      const first = phase * rest;
      for (const [task, end] of ends({ rest, round: 0, each: 0 }, times, first).entries()) {
        expect(end).toBeGreaterThanOrEqual(times[task]! - 1e-9);
        expect(end).toBeLessThanOrEqual(times[task]! + rest + 1e-9);
        expect((end - first) / rest).toBeCloseTo(Math.round((end - first) / rest), 6);
      }
    },
  );
});
