import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { inFlight, pathCreates } from "../in-flight.ts";
import { overlap } from "../intervals.ts";
import { quantileOf } from "../numbers.ts";
import { cpuStretches, meanOver } from "../processor.ts";
import type { TrialView } from "../trial-view.ts";

/** How fast the API server answered. */
export function apiServerFacts(view: TrialView): Readings {
  const creates = view.record.requests.filter(({ verb }) => verb === "create");
  const latency = (share: number): Reading => {
    const milliseconds = quantileOf(
      creates.map((request) => request.latency),
      share,
    );
    return milliseconds === undefined
      ? missing("the audit log shows no create")
      : known(milliseconds / 1000, "audit log, receipt to complete response");
  };
  return {
    "kube-apiserver.create-p50-seconds": latency(0.5),
    "kube-apiserver.create-p90-seconds": latency(0.9),
    "kube-apiserver.rejected":
      view.record.requests.length === 0
        ? missing("the audit log shows no request")
        : known(view.record.requests.filter(({ code }) => code === 429).length, "audit log, code 429"),
    "host.busy-share-during-creates": busyShare(view),
  };
}

function busyShare(view: TrialView): Reading {
  const { intervals } = inFlight(
    view,
    pathCreates(view).filter(({ resource }) => resource !== "jobs"),
  );
  const busy = meanOver(
    cpuStretches(view),
    (stretch) => overlap(stretch, intervals),
    ({ hostBusy }) => hostBusy,
  );
  return busy === undefined
    ? missing("processor use was not sampled while pods or bindings were created")
    : known(Math.min(1, busy), "processor time from /proc");
}
