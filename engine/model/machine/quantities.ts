import type { Quantity, WorkloadCounts } from "../../../knowledge/index.ts";
import { limitOf, type Limits } from "../limits.ts";

/** What the quantities of a path are worked out from. */
export interface Given {
  readonly limits: Limits;
  /** By name. */
  readonly values: Readonly<Record<string, number>>;
  readonly counts: WorkloadCounts;
}

/**
 * A quantity as a number.
 * @throws TypeError for a limit or a value that is not given, and for a result that is no number
 */
export function numberOf(quantity: Quantity, given: Given): number {
  const number = evaluate(quantity, given);
  if (Number.isNaN(number)) throw new TypeError(`${JSON.stringify(quantity)} of the path is no number`);
  return number;
}

function evaluate(quantity: Quantity, given: Given): number {
  if (typeof quantity === "number") return quantity;
  if (typeof quantity === "function") return quantity(given.limits, given.counts);
  const all = (parts: readonly Quantity[]): number[] => parts.map((part) => evaluate(part, given));
  if ("limit" in quantity) return limitOf(given.limits, quantity.limit);
  if ("value" in quantity) {
    const number = given.values[quantity.value];
    if (number === undefined) throw new TypeError(`the path needs ${quantity.value}, which nothing gives`);
    return number;
  }
  if ("sum" in quantity) return all(quantity.sum).reduce((total, part) => total + part, 0);
  if ("product" in quantity) return all(quantity.product).reduce((total, part) => total * part, 1);
  if ("quotient" in quantity)
    return evaluate(quantity.quotient[0], given) / evaluate(quantity.quotient[1], given);
  if ("less" in quantity)
    return Math.max(0, evaluate(quantity.less[0], given) - evaluate(quantity.less[1], given));
  if ("largest" in quantity) return Math.max(...all(quantity.largest));
  if ("smallest" in quantity) return Math.min(...all(quantity.smallest));
  if ("floor" in quantity) return Math.floor(evaluate(quantity.floor, given));
  const [condition, then, otherwise] = quantity.choose;
  return evaluate(condition, given) !== 0 ? evaluate(then, given) : evaluate(otherwise, given);
}
