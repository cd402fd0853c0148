import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Pool } from "../../../../engine/model/stations/pool.ts";
import { WorkQueue } from "../../../../engine/model/stations/work-queue.ts";

describe("pool", () => {
  test.prop([
    fc.integer({ min: 1, max: 8 }),
    fc.array(fc.double({ min: 0.01, max: 5, noNaN: true }), { minLength: 1, maxLength: 60 }),
  ])(
    "is a list schedule: first come, first served, each by the worker that is free first",
    (workers, times) => {
      const pool = new Pool(workers);
      const began = times.map(() => NaN);
      const ends: { readonly at: number; readonly task: number }[] = [];
      const begin = (task: number, at: number): void => {
        began[task] = at;
        ends.push({ at: at + times[task]!, task });
      };
      for (const task of times.keys()) if (pool.enter(task) === "taken") begin(task, 0);
      while (ends.length > 0) {
        ends.sort((a, b) => b.at - a.at);
        const { at } = ends.pop()!;
        const next = pool.leave();
        if (next >= 0) begin(next, at);
      }
      const free = new Array<number>(workers).fill(0);
      for (const [task, seconds] of times.entries()) {
        free.sort((a, b) => a - b);
        expect(began[task]).toBeCloseTo(free[0]!, 9);
        free[0]! += seconds;
      }
      const makespan = Math.max(...times.map((seconds, task) => began[task]! + seconds));
      const total = times.reduce((sum, seconds) => sum + seconds, 0);
      expect(makespan).toBeGreaterThanOrEqual(total / workers - 1e-9);
      expect(makespan).toBeLessThanOrEqual(total / workers + Math.max(...times) + 1e-9);
    },
  );
});

describe("work queue", () => {
  /** What workers take until nobody takes anything more. */
  const taken = (queue: WorkQueue): number[] => {
    const keys: number[] = [];
    for (let key = queue.next(); key >= 0; key = queue.next()) keys.push(key);
    return keys;
  };

  it("never gives out more keys than it has workers, each once, in order", () => {
    const queue = new WorkQueue(5, 2);
    for (const key of [3, 1, 3, 4]) queue.add(key);
    expect(taken(queue)).toEqual([3, 1]);
    queue.done(1);
    expect(taken(queue)).toEqual([4]);
  });

  it("gives a key that is added meanwhile out once more, and never twice at once", () => {
    const queue = new WorkQueue(1, 5);
    queue.add(0);
    expect(taken(queue)).toEqual([0]);
    queue.add(0);
    queue.add(0);
    expect(taken(queue)).toEqual([]);
    queue.done(0);
    expect(taken(queue)).toEqual([0]);
    queue.done(0);
    expect(taken(queue)).toEqual([]);
  });

  it("keeps the earliest of several plans for a key", () => {
    const queue = new WorkQueue(2, 5);
    expect([queue.plan(0, 3), queue.plan(0, 5), queue.plan(1, 4), queue.plan(1, 2)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    queue.ripen(1, 2);
    expect(taken(queue)).toEqual([1]);
    queue.ripen(0, 3);
    expect(taken(queue)).toEqual([0]);
    queue.done(1);
    queue.ripen(1, 4);
    expect(taken(queue)).toEqual([]);
  });
});
