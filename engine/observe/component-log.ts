import type { Component } from "../../knowledge/index.ts";
import type { TokenWait } from "../trial/record.ts";
import { klogLine } from "./klog-text.ts";
import type { LogLine } from "./log-line.ts";

/** JSON logs resolve about 0.2 us at today's epoch; the component's own work before the line is far more. */
export const logPrecisionMs = 0.01;

/**
 * The lines whose message is one of `messages`. Lines are searched as text first: parsing all of a V(4) log
 * would take most of the time that a trial's judgement takes.
 */
export function* linesWith(lines: readonly string[], messages: readonly string[]): Generator<LogLine> {
  for (const line of lines) {
    if (!messages.some((message) => line.includes(message))) continue;
    const parsed = parse(line);
    if (parsed !== undefined && messages.some((message) => isMessage(parsed.msg, message))) yield parsed;
  }
}

/** What is wanted and ends in a blank is the beginning of a message that holds its values. */
function isMessage(found: string, wanted: string): boolean {
  return found === wanted || (wanted.endsWith(" ") && found.startsWith(wanted));
}

/** Undefined for a line that was cut, by a crash or a rotation: the steps that it would have shown are gaps. */
function parse(line: string): LogLine | undefined {
  if (!line.startsWith("{")) return klogLine(line, Date.now());
  try {
    const value = JSON.parse(line) as Partial<LogLine> | null;
    return typeof value?.ts === "number" && typeof value.msg === "string" ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Name of the object in a log's value, `{"name": ..., "namespace": ...}` in JSON and "namespace/name" in text;
 * undefined in another namespace.
 */
export function nameIn(namespace: string, value: unknown): string | undefined {
  if (typeof value === "string") {
    const [found, name] = value.split("/");
    return found === namespace ? name : undefined;
  }
  const object = value as { readonly name?: unknown; readonly namespace?: unknown } | null | undefined;
  return object?.namespace === namespace && typeof object.name === "string" ? object.name : undefined;
}

/** Of client-go today, and of older releases. */
const waitMessage = "Waited before sending request";
const oldWaitMessage = "Waited for ";
const oldWait =
  /^Waited for (\S+) due to client-side throttling, not priority and fairness, request: (\w+):(.*)$/;

/** What `linesWith` looks for to find waits. */
export const waitMessages: readonly string[] = [waitMessage, oldWaitMessage];

/** A client-go line about a wait for the client's own token bucket; undefined where it waited for others. */
export function tokenWaitOf(component: Component, line: LogLine): TokenWait | undefined {
  const [delay, verb, url] =
    oldWait.exec(line.msg)?.slice(1) ??
    (line.msg === waitMessage && String(line["reason"]).startsWith("client-side throttling")
      ? [line["delay"], line["verb"], line["URL"]]
      : []);
  const waited = seconds(delay);
  if (waited === undefined) return undefined;
  return { component, verb: String(verb), url: String(url), sentAt: line.ts, waited: waited * 1000 };
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
