import type { Component } from "../../knowledge/index.ts";
import type { TokenWait } from "../trial/record.ts";

/** One line of a component's log with `--logging-format=json`. */
export interface LogLine {
  /** Milliseconds since the epoch, with a fraction. */
  readonly ts: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}

/** JSON logs resolve about 0.2 us at today's epoch; the component's own work before the line is far more. */
export const logPrecisionMs = 0.01;

/**
 * The lines whose message is one of `messages`. Lines are searched as text first: parsing all of a V(4) log
 * would take most of the time that a trial's judgement takes.
 */
export function* linesWith(lines: readonly string[], messages: readonly string[]): Generator<LogLine> {
  const needles = messages.map((message) => `"msg":"${message}"`);
  for (const line of lines) {
    if (!needles.some((needle) => line.includes(needle))) continue;
    const parsed = parse(line);
    if (parsed !== undefined && messages.includes(parsed.msg)) yield parsed;
  }
}

function parse(line: string): LogLine | undefined {
  try {
    const value = JSON.parse(line) as Partial<LogLine> | null;
    return typeof value?.ts === "number" && typeof value.msg === "string" ? (value as LogLine) : undefined;
  } catch {
    // A line cut by a crash; the steps that it would have shown are reported as gaps.
    return undefined;
  }
}

/** Name of the object in a log's `{"name": ..., "namespace": ...}` value; undefined in another namespace. */
export function nameIn(namespace: string, value: unknown): string | undefined {
  const object = value as { readonly name?: unknown; readonly namespace?: unknown } | null | undefined;
  return object?.namespace === namespace && typeof object.name === "string" ? object.name : undefined;
}

export const waitMessage = "Waited before sending request";

/** A client-go line about a wait for the client's own token bucket; undefined where it waited for others. */
export function tokenWaitOf(component: Component, line: LogLine): TokenWait | undefined {
  const waited = seconds(line["delay"]);
  if (waited === undefined || !String(line["reason"]).startsWith("client-side throttling")) return undefined;
  return {
    component,
    verb: String(line["verb"]),
    url: String(line["URL"]),
    sentAt: line.ts,
    waited: waited * 1000,
  };
}

const units: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/** Seconds of a Go duration such as "1m2.5s" or "192.977736ms"; undefined for anything else. */
export function seconds(duration: unknown): number | undefined {
  if (typeof duration !== "string" || !/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(duration)) return undefined;
  let total = 0;
  for (const [, amount, unit] of duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g))
    total += Number(amount) * (units[unit ?? ""] ?? Number.NaN);
  return total;
}
