import { describe, expect, test } from "vitest";
import { interpolate } from "../../../experiments/ini/interpolate.ts";

const options: Record<string, string> = {
  home: "/data",
  path: "%(home)s/runs",
  ring: "%(ring)s",
  pct: "5%%",
};
const read = (raw: string) => interpolate(raw, (key) => options[key]);

describe("interpolation", () => {
  test.each([
    ["nothing here", "nothing here"],
    ["100%%", "100%"],
    ["%%(home)s", "%(home)s"],
    ["%(home)s/x", "/data/x"],
    ["%(HOME)s", "/data"],
    ["a%(path)sb%(pct)s", "a/data/runsb5%"],
    ["$home $(home)", "$home $(home)"],
  ])("%s", (raw, value) => {
    expect(read(raw)).toEqual({ value });
  });

  test("values that would grow without end are refused", () => {
    const many = "%(next)s".repeat(8000);
    const bomb = (key: string) => (key === "next" ? many : undefined);
    expect(interpolate(many, bomb)).toEqual({ fault: expect.stringContaining("nested deeper") as string });
    const wide: Record<string, string> = { a: "%(b)s".repeat(8000), b: "%(c)s".repeat(8000), c: "" };
    expect(interpolate("%(a)s", (key) => wide[key])).toEqual({
      fault: "expected at most 1000 references to other options",
    });
  });

  test.each([
    ["50%", '"%" stands alone'],
    ["%d", '"%" stands alone'],
    ["%(home)", '"%" stands alone'],
    ["%()s", '"%" stands alone'],
    ["%(nothing)s", '"%(nothing)s" names no option'],
    ["%(ring)s", "nested deeper than 10"],
  ])("refuses %s", (raw, part) => {
    const result = read(raw);
    expect("fault" in result && result.fault).toContain(part);
  });
});
