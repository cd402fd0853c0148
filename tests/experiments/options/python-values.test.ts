import { describe, expect, test } from "vitest";
import { readBool, readFloat, readInt, readList } from "../../../experiments/options/python-values.ts";

describe("values as Python reads them", () => {
  test.each<[string, number | undefined]>([
    ["5", 5],
    ["+5", 5],
    ["-5", -5],
    ["-0", 0],
    ["007", 7],
    ["1_0", 10],
    ["\n5", 5],
    ["1__0", undefined],
    ["_1", undefined],
    ["1_", undefined],
    ["1.0", undefined],
    ["0x10", undefined],
    ["1e2", undefined],
    ["+ 5", undefined],
    ["", undefined],
    ["99999999999999999999", undefined],
  ])("int(%j)", (raw, value) => {
    expect(readInt(raw)).toBe(value);
  });

  test.each<[string, number | undefined]>([
    ["1", 1],
    [".5", 0.5],
    ["5.", 5],
    ["1e2", 100],
    ["1_0.2_5E-1", 1.025],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
    ["nan", undefined],
    [".", undefined],
    ["1e", undefined],
    ["1_.5", undefined],
    ["0x1", undefined],
    ["1,5", undefined],
  ])("float(%j)", (raw, value) => {
    expect(readFloat(raw)).toBe(value);
  });

  test.each<[string, boolean | undefined]>([
    ["yes", true],
    ["On", true],
    ["TRUE", true],
    ["1", true],
    ["no", false],
    ["oFF", false],
    ["False", false],
    ["0", false],
    ["y", undefined],
    ["enable", undefined],
    ["2", undefined],
    ["constructor", undefined],
  ])("getboolean(%j)", (raw, value) => {
    expect(readBool(raw)).toBe(value);
  });

  test("a list drops blank parts and keeps the blanks of the others", () => {
    expect(readList("a@b, c@d,, ")).toEqual(["a@b", " c@d"]);
    expect(readList(", ,")).toBeUndefined();
  });
});
