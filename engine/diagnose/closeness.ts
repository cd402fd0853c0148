import type { JudgedComparison, JudgedCondition } from "./judged.ts";

/**
 * How near a condition came to holding, from 0 to 1: 1 = it holds; of a comparison of two numbers the smaller by the
 * greater; of `all` its worst part, of `any` its best.
 */
export function closeness(condition: JudgedCondition): number {
  if (condition.result === true) return 1;
  if ("fact" in condition) return ratioOf(condition);
  // What is negated fails by holding: it is as far away as the number that makes it hold.
  if ("not" in condition) return "fact" in condition.not ? ratioOf(condition.not) : 0;
  return "all" in condition
    ? Math.min(...condition.all.map(closeness))
    : Math.max(...condition.any.map(closeness));
}

function ratioOf({ factResult, valueResult }: JudgedComparison): number {
  if (typeof factResult !== "number" || typeof valueResult !== "number") return 0;
  const [small, great] = [factResult, valueResult].sort((a, b) => a - b) as [number, number];
  return great === 0 ? 1 : Math.max(0, small / great);
}
