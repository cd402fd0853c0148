import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { durationText, readDuration } from "../../knowledge/index.ts";

describe("reading a duration as Go does", () => {
  test.each([
    ["0", 0],
    ["-0", 0],
    ["0s", 0],
    ["100ms", 0.1],
    ["1.5s", 1.5],
    ["+5s", 5],
    ["-5s", -5],
    [".5s", 0.5],
    ["1.s", 1],
    ["1h30m", 5400],
    ["1m0.5s", 60.5],
    ["250us", 0.00025],
    ["250µs", 0.00025],
    ["250μs", 0.00025],
    ["1ns", 1e-9],
    ["1.9ns", 1e-9],
    ["1s1s", 2],
  ])("%s", (text, seconds) => {
    expect(readDuration(text)).toBe(seconds);
  });

  test.each([
    "",
    "banana",
    "1",
    "1.5",
    "s",
    ".s",
    "+",
    "1 s",
    " 1s",
    "1s ",
    "1d",
    "1S",
    "1e3s",
    "1_000ms",
    "--1s",
    "1s-1s",
    "inf",
  ])("%j is none", (text) => {
    expect(readDuration(text)).toBeUndefined();
  });
});

describe("writing a duration", () => {
  test.each([
    [0, "0s"],
    [0.1, "100ms"],
    [1.5, "1500ms"],
    [60, "60s"],
    [0.00025, "250us"],
    [1e-9, "1ns"],
  ])("%d s", (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  property.prop([fc.integer({ min: 0, max: 60_000_000_000 })])("is read as the same", (nanoseconds) => {
    const seconds = nanoseconds / 1e9;
    expect(readDuration(durationText(seconds))).toBe(seconds);
  });
});
