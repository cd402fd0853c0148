import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Lending } from "../../../../engine/model/stations/lending.ts";
import { Pool } from "../../../../engine/model/stations/pool.ts";

/** A pool at a time that the test sets, of which so many are let in. */
function poolAt(clock: { now: number }, workers: number) {
  const entered: number[] = [];
  const away: number[] = [];
  const looks: number[] = [];
  const pool = new Pool(
    workers,
    {
      now: () => clock.now,
      lookAt: (time) => looks.push(time),
      entered: (task) => entered.push(task),
      sentAway: (task) => away.push(task),
    },
    { atMost: 4, patience: 15 },
  );
  return { pool, entered, away, looks };
}

describe("a pool with a bounded line", () => {
  it("refuses who comes when the line is full, and sends away who was in it for too long", () => {
    const clock = { now: 0 };
    const { pool, away, looks } = poolAt(clock, 1);
    expect([0, 1, 2, 3, 4, 5].map((task) => pool.enter(task))).toEqual([
      "taken",
      ...new Array<string>(4).fill("waiting"),
      "refused",
    ]);
    expect(looks).toEqual([15]);
    clock.now = 10;
    expect(pool.leave()).toBe(1);
    expect(pool.enter(6)).toBe("waiting");
    clock.now = 15;
    pool.look();
    expect(away).toEqual([2, 3, 4]);
    expect(looks).toEqual([15, 25]);
    expect(pool.leave()).toBe(6);
    expect(pool.leave()).toBe(-1);
    expect(pool.enter(7)).toBe("taken");
  });

  it("lets those in line in when it gets workers, and takes workers away as they end", () => {
    const { pool, entered } = poolAt({ now: 0 }, 1);
    for (const task of [0, 1, 2]) pool.enter(task);
    pool.resize(3);
    expect(entered).toEqual([1, 2]);
    pool.resize(1);
    expect(pool.enter(3)).toBe("waiting");
    expect([pool.leave(), pool.leave(), pool.leave()]).toEqual([-1, -1, 3]);
  });
});

describe("pools that lend each other workers", () => {
  it("give idle ones to whoever wants more, and keep what none may lend", () => {
    const clock = { now: 0 };
    const [busy, idle] = [poolAt(clock, 10).pool, poolAt(clock, 30).pool];
    const lending = new Lending([
      { pool: busy, nominal: 10, kept: 5 },
      { pool: idle, nominal: 30, kept: 20 },
    ]);
    for (let task = 0; task < 14; task++) busy.enter(task);
    clock.now = 10;
    lending.divide();
    // 40 workers in proportion to the 14 that one wants and the 20 that the other one keeps.
    const taken = Array.from({ length: 40 }, (_, task) => busy.enter(100 + task)).filter(
      (entered) => entered === "taken",
    ).length;
    expect(14 + taken).toBe(Math.round((40 * 14) / 34));
  });

  test.prop([
    fc.array(
      fc.record({
        nominal: fc.integer({ min: 1, max: 100 }),
        lent: fc.double({ min: 0, max: 1, noNaN: true }),
        wanted: fc.integer({ min: 0, max: 300 }),
      }),
      { minLength: 1, maxLength: 7 },
    ),
  ])("never give away more than there is, nor less than a pool keeps", (levels) => {
    const clock = { now: 0 };
    const lenders = levels.map(({ nominal, lent }) => ({
      pool: new Pool(nominal, {
        now: () => clock.now,
        lookAt: () => undefined,
        entered: () => undefined,
        sentAway: () => undefined,
      }),
      nominal,
      kept: nominal - Math.round(nominal * lent),
    }));
    for (const [index, { pool }] of lenders.entries())
      for (let task = 0; task < levels[index]!.wanted; task++) pool.enter(task);
    clock.now = 10;
    new Lending(lenders).divide();
    const sizes = lenders.map(({ pool }, index) => {
      const { wanted } = levels[index]!;
      let free = 0;
      while (pool.enter(1000 + free) === "taken") free += 1;
      return { isFull: free === 0, taken: wanted + free };
    });
    const total = levels.reduce((sum, { nominal }) => sum + nominal, 0);
    const known = sizes.filter(({ isFull }) => !isFull).reduce((sum, { taken }) => sum + taken, 0);
    // Each is rounded by itself, and has one at least.
    expect(known).toBeLessThanOrEqual(total + levels.length);
    for (const [index, { isFull, taken }] of sizes.entries())
      if (!isFull) expect(taken).toBeGreaterThanOrEqual(lenders[index]!.kept);
  });
});
