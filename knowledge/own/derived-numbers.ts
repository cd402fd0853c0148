import { readDuration } from "../duration.ts";
import type { DerivedNumber, WorkloadCounts } from "../paths/extension.ts";
import { parseFormula, type Formula } from "./formula.ts";
import type { FormulaText, OwnKnowledge, OwnParameter } from "./own-parameter.ts";
import { builtInNumbers } from "./scope.ts";

/** A formula's number, with the ids that it comes down to and whether it depends on the workload. */
export interface OwnNumber {
  readonly compute: DerivedNumber;
  /** Of parameters and of Columbo's own constants, in their own spelling. */
  readonly ids: readonly string[];
  readonly counts: boolean;
}

/** A parameter's default as a number; seconds for a duration. */
export function defaultNumber({ default: value }: Pick<OwnParameter, "default">): number {
  return typeof value === "number" ? value : (readDuration(value) ?? 0);
}

/**
 * What turns a formula of `own` into a number.
 * @returns a function of the formula and of the id that `value` stands for
 * @throws SyntaxError for a formula that cannot be read, RangeError for constants that refer to each other in a circle
 */
export function ownNumbers(own: OwnKnowledge): (text: FormulaText, self: string) => OwnNumber {
  const ids = [...own.parameters, ...own.constants].map(({ id }) => id);
  const scope = [...ids, ...builtInNumbers];
  const spelled = new Map(scope.map((id) => [id.toLowerCase(), id]));
  const constants = new Map(own.constants.map((constant) => [constant.id.toLowerCase(), constant]));
  const defaults = new Map(own.parameters.map((one) => [one.id, defaultNumber(one)]));
  const open = new Set<string>();

  const constantNumber = (key: string, text: FormulaText): OwnNumber => {
    if (open.has(key)) throw new RangeError(`the constant ${key} refers to itself`);
    open.add(key);
    try {
      return number(text, key);
    } finally {
      open.delete(key);
    }
  };
  const variable = (name: string, self: string): OwnNumber => {
    const count = countOf(name);
    if (count !== undefined) return { compute: (_, counts) => count(counts), ids: [], counts: true };
    const key = name === "value" ? self.toLowerCase() : name;
    const constant = constants.get(key);
    if (constant !== undefined) return constantNumber(key, constant.value);
    const id = spelled.get(key) ?? key;
    return { compute: (limits) => limits[id] ?? defaults.get(id) ?? NaN, ids: [id], counts: false };
  };
  const number = (text: FormulaText, self: string): OwnNumber => {
    if (typeof text === "number") return { compute: () => text, ids: [], counts: false };
    const formula: Formula = parseFormula(text, scope);
    const parts = new Map(formula.names.map((name) => [name, variable(name, self)]));
    const inner = [...parts.values()];
    return {
      compute: (limits, counts) => formula.compute((name) => parts.get(name)?.compute(limits, counts) ?? NaN),
      ids: [...new Set(inner.flatMap((part) => part.ids))],
      counts: inner.some((part) => part.counts),
    };
  };
  return number;
}

function countOf(name: string): ((counts: WorkloadCounts) => number) | undefined {
  if (name === "pods") return ({ pods }) => pods;
  if (name === "nodes") return ({ nodes }) => nodes;
  return name === "pods_per_node" ? ({ pods, nodes }) => Math.ceil(pods / Math.max(1, nodes)) : undefined;
}
