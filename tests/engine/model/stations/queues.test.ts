import { describe, expect, it } from "vitest";
import { createKernel } from "../../../../engine/model/kernel/kernel.ts";
import { createRandom } from "../../../../engine/model/kernel/random.ts";
import { createTimeHeap } from "../../../../engine/model/kernel/time-heap.ts";
import { createLatency } from "../../../../engine/model/stations/delay.ts";
import { createSerialLoop } from "../../../../engine/model/stations/serial-loop.ts";
import { createWorkQueue } from "../../../../engine/model/stations/work-queue.ts";

describe("kernel", () => {
  it("runs actions by time, and equal times in the order of planning", () => {
    const kernel = createKernel();
    const ran: string[] = [];
    kernel.at(2, () => ran.push(`c${kernel.now()}`));
    kernel.at(1, () => ran.push(`a${kernel.now()}`));
    kernel.at(1, () => {
      ran.push("b");
      kernel.at(0, () => ran.push(`late${kernel.now()}`));
    });
    kernel.run();
    expect(ran).toEqual(["a1", "b", "late1", "c2"]);
  });

  it("stops where it is told to and can go on", () => {
    const kernel = createKernel();
    let count = 0;
    for (const time of [1, 2, 3]) {
      kernel.at(time, () => {
        if (++count === 2) kernel.stop();
      });
    }
    kernel.run();
    expect([count, kernel.now()]).toEqual([2, 2]);
    kernel.run();
    expect(count).toBe(3);
  });

  it("sorts like a sort, and says when nothing is left", () => {
    const random = createRandom(4);
    const heap = createTimeHeap();
    const out: number[] = [];
    const times = Array.from({ length: 500 }, () => Math.floor(random() * 100));
    for (const time of times) heap.push(time, () => out.push(time));
    while (heap.size() > 0) heap.pop()();
    expect(out).toEqual(times.toSorted((a, b) => a - b));
    expect(() => heap.pop()).toThrow(RangeError);
  });

  it("draws the same numbers for the same seed, evenly spread", () => {
    const draws = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 10_000 }, random);
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    expect(draws(7).every((x) => x >= 0 && x < 1)).toBe(true);
    expect(draws(7).reduce((sum, x) => sum + x, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
});

describe("latency", () => {
  it("has the stated mean and stays within half of it", () => {
    const kernel = createKernel();
    const latency = createLatency(kernel, createRandom(1), 2);
    const seen: number[] = [];
    for (let i = 0; i < 2000; i++) latency(() => seen.push(kernel.now()));
    kernel.run();
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
    expect(seen.reduce((sum, x) => sum + x, 0) / seen.length).toBeCloseTo(2, 1);
  });
});

describe("serial loop", () => {
  it("takes one thing after the other, in order", () => {
    const kernel = createKernel();
    const ended: [string, number][] = [];
    const loop = createSerialLoop<string>((item, done) => {
      kernel.after(1, () => {
        ended.push([item, kernel.now()]);
        done();
      });
    });
    for (const item of ["a", "b", "c"]) loop.add(item);
    kernel.at(10, () => {
      loop.add("d");
    });
    kernel.run();
    expect(ended).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["d", 11],
    ]);
  });
});

describe("work queue", () => {
  const setUp = (workers: number) => {
    const kernel = createKernel();
    const began: [string, number][] = [];
    const queue = createWorkQueue<string>(kernel, workers, (key, done) => {
      began.push([key, kernel.now()]);
      kernel.after(1, done);
    });
    return { kernel, began, queue };
  };

  it("never works on more keys than it has workers", () => {
    const { kernel, began, queue } = setUp(2);
    for (const key of ["a", "b", "c"]) queue.add(key);
    kernel.run();
    expect(began).toEqual([
      ["a", 0],
      ["b", 0],
      ["c", 1],
    ]);
  });

  it("works on a key that is added meanwhile once more, and never twice at once", () => {
    const { kernel, began, queue } = setUp(5);
    queue.add("a");
    for (const time of [0.2, 0.4])
      kernel.at(time, () => {
        queue.add("a");
      });
    kernel.run();
    expect(began).toEqual([
      ["a", 0],
      ["a", 1],
    ]);
  });

  it("keeps the earliest of several plans for a key", () => {
    const { kernel, began, queue } = setUp(1);
    queue.addAfter("a", 3);
    queue.addAfter("a", 5);
    queue.addAfter("b", 4);
    queue.addAfter("b", 2);
    kernel.run();
    expect(began).toEqual([
      ["b", 2],
      ["a", 3],
    ]);
  });
});
