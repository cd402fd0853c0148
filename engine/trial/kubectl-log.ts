import { klogLine, type LogLine } from "../observe/index.ts";

/** The lowest verbosity at which kubectl logs a request before it sends it (client-go transport/round_trippers.go). */
export const requestVerbosity = 7;

/** In older releases the request is the whole message. */
const request = /^(GET|POST) (https:\S+)$/;
const response = /^Response Status: (\d+)/;
const jobs = /\/jobs(?:\/([^/?]+))?(?:\?|$)/;

/** A Job that kubectl has sent. */
export interface SentJob {
  readonly job: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When the API server's answer to it arrived; absent when none is in the log. */
  readonly answeredAt?: number;
}

/**
 * When kubectl sent each Job and had the answer, from its log of requests in UTC. `apply` asks for each Job by its name right before it
 * sends it, which tells which one a POST without a name is about.
 * @param near a time within half a year of the log's, milliseconds since the epoch
 */
export function sentJobs(stderr: string, near: number): readonly SentJob[] {
  const sent: SentJob[] = [];
  let asked: string | undefined;
  let awaited = false;
  for (const text of stderr.split("\n")) {
    const isAnswer = awaited && text.includes("Response");
    if (!isAnswer && !text.includes("/jobs")) continue;
    const line = klogLine(text, near, true);
    if (line === undefined) continue;
    if (isAnswer) {
      const last = sent.pop();
      if (last !== undefined) sent.push(isCreated(line) ? { ...last, answeredAt: line.ts } : last);
      awaited = false;
      continue;
    }
    const [, verb, url] =
      line.msg === "Request"
        ? [undefined, String(line["verb"]), String(line["url"])]
        : (request.exec(line.msg) ?? []);
    const found = jobs.exec(url ?? "");
    if (found === null) continue;
    if (verb === "GET") asked = found[1];
    else if (asked !== undefined) {
      sent.push({ job: asked, at: line.ts });
      [asked, awaited] = [undefined, true];
    }
  }
  return sent;
}

function isCreated({ msg, ...rest }: LogLine): boolean {
  const status = msg === "Response" ? String(rest["status"]) : (response.exec(msg)?.[1] ?? "");
  return status.startsWith("201");
}

/** A request in klog's text: as structured message, or as older releases write it. */
const anyRequest = /^I\d{4} .*\] (?:"Request" verb=|(?:GET|POST|PATCH|PUT|DELETE) https:)/;
/** One for TCP's handshake, one for that of TLS 1.3 (RFC 8446, figure 1). */
const handshakes = 2;

/** Round trips of a kubectl that wrote this log: it sends one request after the other, over one connection. */
export function roundTripsIn(stderr: string): number {
  const requests = stderr.split("\n").filter((line) => anyRequest.test(line)).length;
  return requests === 0 ? 0 : requests + handshakes;
}

/** What kubectl says is wrong: its last line that belongs to no log entry. */
export function kubectlError(stderr: string): string {
  return (
    stderr.split("\n").findLast((line) => line !== "" && !/^[IWE]\d{4} |^\s|^[{}\]]| >$/.test(line)) ??
    "nothing"
  );
}
