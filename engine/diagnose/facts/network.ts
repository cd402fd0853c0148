import { known, missing, numberIn, type Reading, type Readings } from "../fact-set.ts";
import { total, union, without } from "../intervals.ts";
import { congested } from "../nodes.ts";
import { submission } from "../submission.ts";
import { oncePerTrial, type TrialView } from "../trial-view.ts";
import { anyWaiting } from "../waiting.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** What the distance between the client and the API server costs. */
export function networkFacts(view: TrialView): Readings {
  const [trip, trips] = [roundTrip(view), roundTripsOfLast(view)];
  const waited = waitedSeconds(view);
  return {
    "network.round-trip-seconds": trip,
    "network.round-trips": trips,
    "network.waited-seconds": waited,
    "network.waited-share": shareOfDeployment(view, waited, "waited / deployment"),
  };
}

/**
 * The part of the time until the last object was received that its call's round trips took, 0 to 1; 0 where it is not
 * known.
 */
export const shareOfNetwork = oncePerTrial((view): number => {
  const [trip, trips] = [numberIn(roundTrip(view)), numberIn(roundTripsOfLast(view))];
  const received = submission(view)?.to;
  if (received === undefined || received <= 0) return 0;
  return Math.min(1, (trip * trips) / received);
});

function roundTrip({ record, context: { plan } }: TrialView): Reading {
  if (record.roundTripSeconds !== undefined)
    return known(record.roundTripSeconds, "the shortest of a few requests to the API server");
  if (plan.provider === "existing") return missing("how far the API server is was not measured");
  return known(0, "the client and the API server are on one machine");
}

/** Objects that somebody else made were submitted from a place that nobody knows. */
function roundTripsOfLast(view: TrialView): Reading {
  const { calls } = view.record;
  if (calls.length === 0) return known(0, "Columbo submitted nothing");
  const [last] = calls.toSorted((a, b) => b.finishedAt - a.finishedAt);
  if (last?.roundTrips !== undefined)
    return known(last.roundTrips, "requests of the call that ended last, and those that open its connection");
  return view.context.plan.provider === "existing"
    ? missing("the client's requests were not counted")
    : known(0, "the client and the API server are on one machine");
}

function waitedSeconds(view: TrialView): Reading {
  const factors = [roundTrip(view), roundTripsOfLast(view)];
  const unknown = factors.find((reading) => "missing" in reading);
  if (unknown !== undefined) return unknown;
  if (factors.some((reading) => numberIn(reading) === 0)) return known(0, "no round trip was waited for");
  const received = submission(view)?.to;
  if (received === undefined) return missing("no timeline shows when the objects were received");
  const waiting = anyWaiting(view);
  if ("unknown" in waiting) return missing(waiting.unknown);
  const free = without(union([{ from: 0, to: received }]), union([...waiting.intervals, ...congested(view)]));
  return known(
    shareOfNetwork(view) * total(free),
    "round trips times their number, until the last object was received, without waits for tokens and nodes",
  );
}
