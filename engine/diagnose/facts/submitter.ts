import type { AuditedRequest } from "../../trial/record.ts";
import { finestGrid, gridTolerance } from "../arrivals.ts";
import { known, missing, readingOf, type Readings } from "../fact-set.ts";
import { total, union, without, type Interval } from "../intervals.ts";
import { congested } from "../nodes.ts";
import { quantileOf } from "../numbers.ts";
import { since, type TrialView } from "../trial-view.ts";
import { anyWaiting } from "../waiting.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const writes = new Set(["create", "patch", "update"]);
const owners = /^(jobs|deployments|replicasets|statefulsets|daemonsets)(\/scale)?$/;
/** The control plane and the nodes: their limits have rules of their own. */
const ofCluster = /^system:(serviceaccount:kube-system:|kube-|node|apiserver)/;
/** A gap shorter than this part of the usual one was let through without waiting. */
const atOnce = 0.5;

const numbers = ["requests", "burst", "rate", "even-share", "answer-share", "paced-seconds", "paced-share"];

/**
 * Whether whoever makes or scales the workload's objects, an operator for example, sends its requests at the pace of a
 * limit of its own: a burst at once, and then one after another in equal steps that its answers are far too quick for.
 */
export function submitterFacts(view: TrialView): Readings {
  const { requests } = view.record;
  const [name, own] = busiest(requests.filter(isSubmission));
  if (name === undefined || own.length < 2)
    return nobody(requests.length === 0 && view.context.plan.workload.method !== "pod");
  const times = own.map(({ receivedAt }) => since(view, receivedAt)).toSorted((a, b) => a - b);
  const gaps = times.slice(1).map((to, index): Interval => ({ from: times[index] ?? to, to }));
  const long = (those: readonly Interval[]): readonly number[] => those.map(({ from, to }) => to - from);
  const step = quantileOf(long(gaps.slice(Math.floor(gaps.length / 2))), 0.5) ?? 0;
  const burst = gaps.findIndex(({ from, to }) => to - from >= atOnce * step);
  const after = gaps.slice(Math.max(0, burst));
  const even = after.filter(({ from, to }) => Math.abs(to - from - step) <= gridTolerance * step);
  const answer =
    quantileOf(
      own.map(({ latency }) => latency / 1000),
      0.5,
    ) ?? 0;
  const waiting = anyWaiting(view);
  const free = step >= finestGrid ? even : [];
  const paced =
    "unknown" in waiting
      ? missing(waiting.unknown)
      : known(
          total(without(union(free), union([...waiting.intervals, ...congested(view)]))),
          "audit log, equal gaps between submissions, without waits for tokens and nodes",
        );
  const origin = `audit log, submissions by ${name}`;
  return {
    "submitter.name": known(name, "audit log"),
    "submitter.requests": known(own.length, origin),
    "submitter.burst": known(Math.max(0, burst) + 1, origin),
    "submitter.rate": known(step > 0 ? 1 / step : 0, origin),
    "submitter.even-share": known(after.length === 0 ? 0 : even.length / after.length, origin),
    "submitter.answer-share": known(step > 0 ? Math.min(1, answer / step) : 1, origin),
    "submitter.paced-seconds": paced,
    "submitter.paced-share": shareOfDeployment(view, paced, "paced / deployment"),
  };
}

function isSubmission({ verb, resource, user }: AuditedRequest): boolean {
  return writes.has(verb) && owners.test(resource) && !ofCluster.test(user);
}

function busiest(
  requests: readonly AuditedRequest[],
): readonly [string | undefined, readonly AuditedRequest[]] {
  const [most] = [...Map.groupBy(requests, ({ user }) => user)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  );
  return most ?? [undefined, []];
}

/** One object that makes all pods is submitted once, whoever does it. */
function nobody(isUnseen: boolean): Readings {
  const none = isUnseen
    ? missing("the audit log shows no request")
    : known(0, "no more than one object was submitted");
  return {
    "submitter.name": isUnseen ? none : known("nobody", "no more than one object was submitted"),
    ...readingOf(none, numbers, "submitter."),
  };
}
