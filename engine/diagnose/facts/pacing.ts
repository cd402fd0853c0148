import { arrivalsOf, finestGrid, gapsOf, gridGaps } from "../arrivals.ts";
import type { Bucket } from "../buckets.ts";
import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { total } from "../intervals.ts";
import { quantileOf } from "../numbers.ts";
import { configured, grown, type TrialView } from "../trial-view.ts";
import { loggedWaits, pacedBy, waitingFor, waitsAreLogged, type Waiting } from "../waiting.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** Whether the token bucket of one client set the pace, and what shows it. */
export function pacingFacts(view: TrialView, bucket: Bucket): Readings {
  const [qps, burst] = [configured(view, bucket.qps), configured(view, bucket.burst)];
  const paced = secondsOf(pacedBy(view, bucket));
  const readings: Readings = {
    qps: known(qps.value, qps.origin),
    burst: known(burst.value, burst.origin),
    requests: requests(view, bucket),
    "waiting-seconds": secondsOf(waitingFor(view, bucket)),
    "paced-seconds": paced,
    "paced-share": shareOfDeployment(view, paced, "paced / deployment"),
    "longest-wait-seconds": longestWait(view, bucket),
    ...tokenWaits(view, bucket),
    ...spacing(view, bucket, qps.value, burst.value),
  };
  return Object.fromEntries(
    Object.entries(readings).map(([id, reading]) => [`${bucket.name}.${id}`, reading]),
  );
}

function secondsOf(waiting: Waiting): Reading {
  return "unknown" in waiting ? missing(waiting.unknown) : known(total(waiting.intervals), waiting.origin);
}

/** No such request at all means that neither the audit log nor its effect was seen: nothing runs without them. */
function requests(view: TrialView, bucket: Bucket): Reading {
  const { times, origin } = arrivalsOf(view, bucket);
  return times.length > 0
    ? known(times.length, origin)
    : missing(`the audit log shows no ${bucket.requests} by ${bucket.sender}`);
}

function longestWait(view: TrialView, bucket: Bucket): Reading {
  if (!waitsAreLogged(view, bucket)) return missing(`the ${bucket.component} log was not read at V(3)`);
  const longest = loggedWaits(view, bucket).reduce((max, { from, to }) => Math.max(max, to - from), 0);
  return known(longest, `"Waited before sending request" in the ${bucket.component} log`);
}

function tokenWaits(view: TrialView, { component }: Bucket): Readings {
  const metric = "rest_client_rate_limiter_duration_seconds";
  const sum = grown(view, component, `${metric}_sum`, { verb: "POST" });
  const count = grown(view, component, `${metric}_count`, { verb: "POST" });
  const origin = `${metric} of ${component}, POST`;
  if (sum === undefined || count === undefined) {
    const why = missing(`no metrics of ${component} were read`);
    return { "token-wait-sum-seconds": why, "token-wait-mean-seconds": why };
  }
  return {
    "token-wait-sum-seconds": known(sum, origin),
    "token-wait-mean-seconds": known(count === 0 ? 0 : sum / count, origin),
  };
}

/** The spacing after the burst, which passes without waiting. */
function spacing(view: TrialView, bucket: Bucket, qps: number, burst: number): Readings {
  const all = gapsOf(view, bucket);
  const after = all.slice(burst);
  const median = quantileOf(
    after.map(({ from, to }) => to - from),
    0.5,
  );
  if (median === undefined) {
    const why = missing(`no more ${bucket.requests} than the burst of ${burst} lets through`);
    return { "median-gap-seconds": why, "gap-ratio": why, "grid-share": why };
  }
  const grid = gridGaps(view, bucket);
  const first = after[0]?.from ?? 0;
  const origin = `${arrivalsOf(view, bucket).origin}, ${bucket.requests} after the burst`;
  return {
    "median-gap-seconds": known(median, origin),
    "gap-ratio": known(median * qps, origin),
    "grid-share":
      grid === undefined
        ? missing(`1/qps is below ${finestGrid} s, too short to be told from jitter`)
        : known(grid.filter(({ from }) => from >= first).length / after.length, origin),
  };
}
