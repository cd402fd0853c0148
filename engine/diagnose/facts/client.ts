import type { AuditedRequest } from "../../trial/record.ts";
import { known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { inFlight } from "../in-flight.ts";
import { overlap, total, union, without } from "../intervals.ts";
import { congested } from "../nodes.ts";
import { since, type TrialView } from "../trial-view.ts";
import { anyWaiting } from "../waiting.ts";
import { clientsPart, submission } from "../submission.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";
import { shareOfNetwork } from "./network.ts";

/** How the client submitted, and whether the deployment waited for it. */
export function clientFacts(view: TrialView): Readings {
  return { ...callFacts(view), ...submissionFacts(view), "client.cores-share": coresShare(view) };
}

function callFacts({ record: { calls } }: TrialView): Readings {
  if (calls.length === 0) {
    const why = missing("no call of the client was recorded");
    return { "client.calls": why, "client.seconds-per-call": why, "client.overlap": why };
  }
  const origin = "start and end of each call";
  const spent = calls.reduce((sum, { startedAt, finishedAt }) => sum + (finishedAt - startedAt), 0);
  const from = calls.reduce((min, { startedAt }) => Math.min(min, startedAt), Number.POSITIVE_INFINITY);
  const to = calls.reduce((max, { finishedAt }) => Math.max(max, finishedAt), 0);
  return {
    "client.calls": known(calls.length, origin),
    "client.seconds-per-call": known(spent / 1000 / calls.length, origin),
    "client.overlap": to > from ? known(spent / (to - from), origin) : missing("the calls took no time"),
  };
}

function submissionFacts(view: TrialView): Readings {
  const { kind = "job" } = view.context.plan.workload;
  const ofObject = `${kind}s`;
  const creates = view.record.requests.filter(
    ({ verb, resource }) => verb === "create" && resource === ofObject,
  );
  const arrivals = creates.map(({ receivedAt }) => since(view, receivedAt)).sort((a, b) => a - b);
  const [first, last] = [arrivals[0], arrivals.at(-1)];
  if (first === undefined || last === undefined) {
    const why = missing(`the audit log shows no creation of a ${kind === "job" ? "Job" : kind}`);
    const ids = ["span-seconds", "start-seconds", "serial-seconds", "serial-share", "server-share"];
    return readingOf(why, ids, "client.");
  }
  const serial = serialSeconds(view, first, last);
  const origin = `audit log, create ${ofObject}`;
  return {
    "client.span-seconds": known(last, origin),
    "client.start-seconds": known(first, origin),
    "client.serial-seconds": serial,
    "client.serial-share": shareOfDeployment(view, serial, "serial / deployment"),
    "client.server-share": known(serverShare(view, creates, first, last), origin),
  };
}

/** The machine of a cluster that is there already is another one than the client's. */
function coresShare(view: TrialView): Reading {
  const { calls, cpu } = view.record;
  if (calls.length < 2) return known(0, "there are not several calls of the client");
  if (cpu.length === 0 && view.context.plan.provider === "existing")
    return known(0, "the cluster runs on machines of its own");
  const during = submission(view);
  if (during === undefined) return missing("nothing shows when the last Job was received");
  const part = clientsPart(view, during);
  return part === undefined
    ? missing("processor use was not sampled")
    : known(part, "processor time from /proc until the last Job was received");
}

/**
 * While a token bucket or a node is waited for, Jobs that came earlier would only have waited too; and a client that waits
 * for a server far away does not wait for itself.
 */
function serialSeconds(view: TrialView, from: number, to: number): Reading {
  const waiting = anyWaiting(view);
  if ("unknown" in waiting) return missing(waiting.unknown);
  const free = without(union([{ from, to }]), union([...waiting.intervals, ...congested(view)]));
  return known(
    total(free) * (1 - shareOfNetwork(view)),
    "audit log, first until last creation of a Job, without waits for tokens, nodes and the network",
  );
}

function serverShare(view: TrialView, creates: readonly AuditedRequest[], from: number, to: number): number {
  if (!(to > from)) return 0;
  return overlap({ from, to }, inFlight(view, creates).intervals) / (to - from);
}
