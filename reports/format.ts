import type { ParameterValue } from "../knowledge/index.ts";

/** Whole numbers in full, all others with three significant digits; thousands are set off by commas. */
export function number(value: number): string {
  if (Number.isInteger(value)) return grouped(value, 0);
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
  return grouped(value, Math.min(20, Math.max(0, 2 - magnitude)));
}

function grouped(value: number, decimals: number): string {
  const text = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

/** Seconds with three significant digits; whole milliseconds below one second, "< 1 ms" below that. */
export function seconds(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0 s";
  if (size < 0.0005) return "< 1 ms";
  if (size < 0.9995) return `${grouped(value * 1000, 0)} ms`;
  return `${grouped(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0)} s`;
}

/** Seconds where microseconds matter: three significant digits in s, ms or µs, whole microseconds at the least. */
export function preciseSeconds(value: number): string {
  const size = Math.abs(value);
  if (size < 0.0000005) return "0 µs";
  if (size < 0.0009995) return `${grouped(value * 1e6, 0)} µs`;
  if (size < 0.9995) {
    const decimals = size < 0.009995 ? 2 : size < 0.09995 ? 1 : 0;
    return `${grouped(value * 1000, decimals)} ms`;
  }
  return seconds(value);
}

/** A difference in seconds with its sign, for example "-16.4 s" or "+120 ms". */
export function signedSeconds(value: number): string {
  if (Math.abs(value) < 0.0005) return "0 s";
  return value > 0 ? `+${seconds(value)}` : seconds(value);
}

/** An interval in seconds, with the unit once where both ends have the same. */
export function secondsRange(low: number, high: number, format = seconds): string {
  const [from, to] = [format(low), format(high)];
  const unit = to.slice(to.lastIndexOf(" "));
  return `${from.endsWith(unit) ? from.slice(0, -unit.length) : from} to ${to}`;
}

/** A span of the clock for people: "38 s" below two minutes, "3 min 41 s" above. */
export function duration(value: number): string {
  const whole = Math.round(value);
  if (whole < 10) return seconds(value);
  if (whole < 120) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A relative change in per cent with its sign, whole from 10 % on: "-81 %", "+2.4 %". */
export function percentChange(ratio: number): string {
  const percent = ratio * 100;
  const text = grouped(percent, Math.abs(percent) < 9.95 ? 1 : 0);
  return `${percent > 0 && text !== "0.0" ? "+" : ""}${text} %`;
}

/** A value with its unit, as evidence and settings are shown; seconds read as everywhere else. */
export function quantity(value: ParameterValue, unit: string): string {
  // A text or a switch says all by itself: a name has no unit, and a duration in words has its own in it.
  if (typeof value !== "number") return String(value);
  if (unit === "s") return seconds(value);
  return unit === "" || unit === "1" ? number(value) : `${number(value)} ${unit}`;
}

/** A number of things: "1 pod", "1,600 pods". */
export function count(amount: number, noun: string): string {
  return `${number(amount)} ${noun}${amount === 1 ? "" : "s"}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

/** A text as a sentence of its own: with one full stop at its end. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
