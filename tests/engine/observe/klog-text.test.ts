import { expect, test } from "vitest";
import { klogLine } from "../../../engine/observe/klog-text.ts";

test("a line's year is the one next to the given time, its zone this program's or UTC", () => {
  const line = 'I1231 23:59:59.123456       1 a.go:1] "Told" n=3 d="1.5s" q="say \\"x\\" =1" o={"a":1} e=""';
  const newYear = Date.UTC(2027, 0, 1, 0, 0, 5);
  expect(klogLine(line, newYear, true)).toEqual({
    ts: Date.UTC(2026, 11, 31, 23, 59, 59) + 123.456,
    msg: "Told",
    n: "3",
    d: "1.5s",
    q: 'say "x" =1',
    o: { a: 1 },
    e: "",
  });
  expect(klogLine(line, newYear)?.ts).toBeCloseTo(new Date(2026, 11, 31, 23, 59, 59).getTime() + 123.456, 3);
});

test("an unstructured line is its message; anything else is none", () => {
  expect(klogLine("I0102 03:04:05.000001  7 r.go:463] GET https://h/x", Date.UTC(2026, 0, 2), true)).toEqual({
    ts: Date.UTC(2026, 0, 2, 3, 4, 5) + 0.001,
    msg: "GET https://h/x",
  });
  expect(klogLine("panic: runtime error", 0)).toBeUndefined();
});
