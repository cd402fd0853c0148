import type { LogLine } from "./log-line.ts";

/** Severity, month, day, time of day with microseconds, thread, place, quoted message; the values follow. */
const header =
  /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})\s+\d+ [^\]]+\] (?:("(?:[^"\\]|\\.)*")(.*)|(.*))$/s;

/** An unquoted value ends at a blank; text, lists and objects have their own end. */
const pair = /\s*([\w./-]+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\{[^}]*\}|[^\s"]\S*)/gy;

/**
 * One line of a log in klog's own format, which carries neither year nor zone.
 * @param near a time within half a year of the line's, milliseconds since the epoch
 * @param utc the zone of the line is UTC, not this program's
 */
export function klogLine(text: string, near: number, utc = false): LogLine | undefined {
  const found = header.exec(text);
  if (found === null) return undefined;
  const [month, day, hour, minute, second, micro] = found.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const at = (year: number): number => {
    const parts = [year, month - 1, day, hour, minute, second] as const;
    return utc ? Date.UTC(...parts) : new Date(...parts).getTime();
  };
  const year = new Date(near).getFullYear();
  const [nearest] = [year, year - 1, year + 1]
    .map(at)
    .sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  const [message, values, plain] = found.slice(7);
  return {
    ...(values === undefined ? {} : valuesIn(values)),
    ts: (nearest ?? Number.NaN) + micro / 1000,
    msg: message === undefined ? (plain ?? "") : String(unquoted(message)),
  };
}

function valuesIn(text: string): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [, key, value] of text.matchAll(pair))
    if (key !== undefined) values[key] = unquoted(value ?? "");
  return values;
}

/** Go quotes almost as JSON does; what JSON does not know stays as it is. */
function unquoted(value: string): unknown {
  if (!/^["[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
