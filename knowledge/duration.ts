/** Nanoseconds in each unit of Go's durations (the Go package `time`, ParseDuration). */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n, // U+00B5, micro sign
  μs: 1_000n, // U+03BC, Greek letter mu
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const NANOSECONDS = 1e9;
const part = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/**
 * Reads a duration as Go does, for example "100ms", "1.5s", "1h30m" or "0".
 * @returns seconds; undefined when the text is no duration
 */
export function readDuration(text: string): number | undefined {
  const sign = /^[+-]/.exec(text)?.[0] ?? "";
  const amount = text.slice(sign.length);
  if (amount === "0") return 0;
  if (amount === "") return undefined;
  let nanoseconds = 0n;
  part.lastIndex = 0;
  for (let end = 0; end < amount.length; end = part.lastIndex) {
    const [, number = "", unit = ""] = part.exec(amount) ?? [];
    const scale = units[unit];
    if (scale === undefined) return undefined;
    const [whole = "", fraction = ""] = number.split(".");
    // What is below a nanosecond is cut off.
    nanoseconds += BigInt(whole) * scale + (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  const seconds = Number(nanoseconds) / NANOSECONDS;
  return sign === "-" && seconds > 0 ? -seconds : seconds;
}

/**
 * A duration as one number with the largest unit that leaves it whole, so that equal durations are equal texts.
 * @param seconds 0 or more
 */
export function durationText(seconds: number): string {
  const nanoseconds = BigInt(Math.round(seconds * NANOSECONDS));
  const unit = ["s", "ms", "us"].find((name) => nanoseconds % (units[name] ?? 1n) === 0n) ?? "ns";
  return `${String(nanoseconds / (units[unit] ?? 1n))}${unit}`;
}
