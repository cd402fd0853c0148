import type { Account } from "../../diagnose/index.ts";

/** A verdict for people. */
export const verdictText: Readonly<Record<Account["verdict"] | "no-rule", string>> = {
  found: "found",
  "ruled-out": "ruled out",
  "cannot-tell": "cannot tell",
  "no-rule": "no rule looks for it",
};

/** A fact's value with its unit, to four significant digits. */
export function valueText(value: unknown, unit: string): string {
  if (typeof value !== "number") return String(value);
  const text = String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
  return ["", "share", "ratio", "name"].includes(unit) ? text : `${text} ${unit}`;
}

/** Seconds for a line of text. */
export function secondsText(seconds: number): string {
  return `${seconds.toFixed(Math.abs(seconds) < 1 ? 3 : 2)} s`;
}

/** "18.5 s, 91 % of the deployment" */
export function explainedText({ explainsSeconds, share }: Account): string | undefined {
  if (explainsSeconds === undefined) return undefined;
  const part = share === undefined ? "" : `, ${(100 * share).toFixed(0)} % of the deployment`;
  return secondsText(explainsSeconds) + part;
}
