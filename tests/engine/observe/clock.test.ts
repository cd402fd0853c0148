import { afterEach, expect, test, vi } from "vitest";
import { now } from "../../../engine/observe/watch.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("the clock has fractions, never runs backwards by itself, and follows the wall clock when that is set", () => {
  const times = Array.from({ length: 1000 }, now);
  expect(times.some((time) => !Number.isInteger(time))).toBe(true);
  expect(times.every((time, index) => index === 0 || time >= times[index - 1]!)).toBe(true);
  const real = Date.now.bind(Date);
  for (const step of [3_600_000, -3_600_000]) {
    vi.spyOn(Date, "now").mockImplementation(() => real() + step);
    expect(Math.abs(now() - (real() + step))).toBeLessThan(1000);
  }
});
