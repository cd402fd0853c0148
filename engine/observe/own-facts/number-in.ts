import { readDuration } from "../../../knowledge/index.ts";
import { Unreadable } from "./reader.ts";

/** A name in a report is a word, not a page. */
export const longestName = 200;

/** Kubernetes' suffixes of quantities (apimachinery's resource.Quantity). */
const suffixes: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/**
 * The number that a text is: plain, for seconds also a duration as Go writes it ("1m30s"), else a quantity of
 * Kubernetes ("500m").
 * @throws Unreadable when it is none; the text itself is not said, for it may be anything
 */
export function numberIn(text: string, unit: string): number {
  const [, number = "", suffix = ""] =
    /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-zA-Z]*)\s*$/.exec(text) ?? [];
  const plain = number === "" ? undefined : Number(number) * (suffixes[suffix] ?? Number.NaN);
  const value = unit === "s" && suffix !== "" ? undefined : plain;
  const found = value ?? (unit === "s" ? readDuration(text.trim()) : undefined);
  if (found === undefined || !Number.isFinite(found))
    throw new Unreadable(
      `a text of ${String(text.length)} characters was found where a number${unit === "s" ? " or a duration" : ""} was expected`,
    );
  return found;
}
