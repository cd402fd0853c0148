import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { parseFormula } from "../../../knowledge/own/formula.ts";

const ids = ["my-op.qps", "My-Op.burst"];
const values: Readonly<Record<string, number>> = {
  value: 5,
  pods: 100,
  nodes: 4,
  pods_per_node: 25,
  "my-op.qps": 8,
  "my-op.burst": 16,
};
const result = (text: string): number => parseFormula(text, ids).compute((name) => values[name] ?? NaN);

describe("a formula", () => {
  it.each([
    ["value", 5],
    ["2 * (value + 1)", 12],
    ["my-op.burst - my-op.qps", 8],
    ["MY-OP.QPS", 8],
    ["min(value, pods, 3)", 3],
    ["max(1, ceil(pods / nodes / 2))", 13],
    ["floor(7.9) + log2(8)", 10],
    ["-value + +1", -4],
    ["2 ** 3 % 5", 3],
    ["1e3", 1000],
    ["pods_per_node", 25],
  ])("%s comes to %d", (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it.each([
    ["", "expected one formula"],
    ["1 2", "expected one formula"],
    ["1 +", "expected expression after +"],
    ["(1", "unclosed ("],
    ["'a'", "'a' is no number"],
    ["x", 'unknown name "x"; there are value, pods, nodes, pods_per_node and ids of parameters'],
    ["my-op.qbs", 'unknown name "my-op.qbs"; did you mean my-op.qps?'],
    ["my-op.qps-1", 'unknown name "my-op.qps-1" (a minus needs blanks around it); did you mean my-op.qps?'],
    ["value < 3", "< is not available, only + - * / % ** and min, max, ceil, floor, log2"],
    ["value ? 1 : 2", "a condition is not available, only"],
    ["pods['length']", "a property is not available, only"],
    ["[1]", "a list is not available, only"],
    ["this", "this is not available, only"],
    ["constructor(1)", "constructor() is not available, only"],
    ["Math.max(1)", "such a call is not available, only"],
    ["ceil(1, 2)", "ceil() takes one number"],
    ["min()", "min() takes at least one number"],
    [`1${"+1".repeat(300)}`, "longer than 500 characters"],
  ])("%s is refused", (text, why) => {
    expect(() => parseFormula(text, ids)).toThrow(why);
  });

  /** Arithmetic with the value that it should come to, by JavaScript itself. */
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("value", "pods", "nodes"),
      fc.integer({ min: 0, max: 1000 }).map(String),
      fc
        .tuple(tie("tree"), fc.constantFrom("+", "-", "*", "/"), tie("tree"))
        .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    ),
  }));

  property.prop([tree, fc.integer(), fc.integer({ min: 1 }), fc.integer({ min: 1 })])(
    "computes what JavaScript does",
    (text, value, pods, nodes) => {
      fc.pre(text.length <= 500);
      const given: Readonly<Record<string, number>> = { value, pods, nodes };
      const found = parseFormula(text, []).compute((name) => given[name] ?? NaN);
      // The texts are arithmetic alone, made above.
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      const expected = new Function("value", "pods", "nodes", `return ${text}`) as (
        ...numbers: number[]
      ) => number;
      expect(found).toBe(expected(value, pods, nodes));
    },
  );

  property.prop([fc.string({ maxLength: 40 })])("of any text is a number or a SyntaxError", (text) => {
    try {
      expect(typeof result(text)).toBe("number");
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError);
    }
  });
});
