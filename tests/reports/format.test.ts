import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  count,
  duration,
  listed,
  number,
  percentChange,
  quantity,
  seconds,
  secondsRange,
  signedSeconds,
} from "../../reports/format.ts";

describe("numbers", () => {
  it.each([
    [1600, "1,600"],
    [0, "0"],
    [20.04, "20.0"],
    [99.97, "100"],
    [0.01234, "0.0123"],
    [1234.5, "1,235"],
    [-2.345, "-2.35"],
  ])("shows %d as %s", (value, text) => {
    expect(number(value)).toBe(text);
  });

  property.prop([fc.double({ min: 1e-6, max: 1e6, noNaN: true })])("keeps three digits", (value) => {
    const shown = Number(number(value).replaceAll(",", ""));
    expect(Math.abs(shown / value - 1)).toBeLessThanOrEqual(0.00501);
  });
});

describe("seconds", () => {
  it.each([
    [20.34, "20.3 s"],
    [3.9, "3.90 s"],
    [85.4321, "85.4 s"],
    [99.96, "100 s"],
    [9.996, "10.0 s"],
    [0.31, "310 ms"],
    [0.9996, "1.00 s"],
    [0.0004, "< 1 ms"],
    [0, "0 s"],
    [-16.42, "-16.4 s"],
  ])("shows %d as %s", (value, text) => {
    expect(seconds(value)).toBe(text);
  });

  it("gives a difference its sign", () => {
    expect(signedSeconds(0.12)).toBe("+120 ms");
    expect(signedSeconds(-0.0001)).toBe("0 s");
  });

  it("names the unit of an interval once where both ends share it", () => {
    expect(secondsRange(20.1, 20.8)).toBe("20.1 to 20.8 s");
    expect(secondsRange(0.95, 1.02)).toBe("950 ms to 1.02 s");
    expect(secondsRange(-0.06, 0.06, signedSeconds)).toBe("-60 to +60 ms");
  });

  it("reads long spans as a clock", () => {
    expect(duration(221.3)).toBe("3 min 41 s");
    expect(duration(38.2)).toBe("38 s");
  });
});

it("shows changes in per cent with their sign", () => {
  expect(percentChange(-0.8083)).toBe("-81 %");
  expect(percentChange(0.024)).toBe("+2.4 %");
  expect(percentChange(-0.0001)).toBe("0.0 %");
});

it("puts units behind values", () => {
  expect(quantity(240, "requests/s")).toBe("240 requests/s");
  expect(quantity(0.05, "s")).toBe("50 ms");
  expect(quantity(0.231, "1")).toBe("0.231");
  expect(quantity(true, "")).toBe("true");
});

it("counts and lists", () => {
  expect(count(1, "pod")).toBe("1 pod");
  expect(count(1600, "pod")).toBe("1,600 pods");
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
});
