import { describe, expect, it } from "vitest";
import { boundsOf, clockOf } from "../../../provisioners/qemu/ssh/clock.ts";
import type { Remote } from "../../../provisioners/qemu/ssh/remote.ts";

describe("bounds of a clock", () => {
  it("are the narrowest that all readings allow", () => {
    const bounds = boundsOf([
      { asked: 10, answered: 10.1, theirs: 12.05 },
      { asked: 11, answered: 11.01, theirs: 13.006 },
    ]);
    expect(bounds?.low).toBeCloseTo(1.996, 9);
    expect(bounds?.high).toBeCloseTo(2.006, 9);
  });

  it("are none where readings contradict each other, or there are none", () => {
    expect(boundsOf([])).toBeUndefined();
    expect(
      boundsOf([
        { asked: 10, answered: 10.01, theirs: 12 },
        { asked: 11, answered: 11.01, theirs: 11 },
      ]),
    ).toBeUndefined();
  });
});

describe("a machine's clock", () => {
  /** A machine whose clock is ahead, and whose answers take their time. */
  function machineAhead(seconds: number) {
    let [here, ahead] = [1000, seconds];
    const ask = (line: string): Promise<string> => {
      here += 0.002;
      if (line !== "?") ahead += Number(line);
      const answer = String(here + ahead);
      here += 0.004;
      return Promise.resolve(answer);
    };
    const remote = { converse: () => ({ ask, close: () => undefined }) } as unknown as Remote;
    return { clock: clockOf(remote, () => here), ahead: () => ahead };
  }

  it("is told within half a round trip", async () => {
    const bounds = await machineAhead(0.7).clock.bounds();
    expect(bounds?.low).toBeLessThanOrEqual(0.7);
    expect(bounds?.high).toBeGreaterThanOrEqual(0.7);
    expect((bounds?.high ?? 1) - (bounds?.low ?? 0)).toBeCloseTo(0.006, 6);
  });

  it("is moved to this machine's time", async () => {
    const { clock, ahead } = machineAhead(-0.7);
    await clock.set();
    expect(Math.abs(ahead())).toBeLessThanOrEqual(0.003);
  });
});
