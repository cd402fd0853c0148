import type { AuditedRequest } from "../../trial/record.ts";
import { isOf, jobController, scheduler } from "../buckets.ts";
import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { overlap, total, union } from "../intervals.ts";
import { quantileOf } from "../numbers.ts";
import { cpuStretches, meanOver } from "../processor.ts";
import { grown, since, type TrialView } from "../trial-view.ts";

/** The priority level of the job controller and of the scheduler (flowcontrol bootstrap, default.go). */
const level = { priority_level: "workload-high" };
const metric = "apiserver_flowcontrol_request_wait_duration_seconds";

/** How fast the API server answered, and whether requests queued for its seats. */
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
    ...seatFacts(view, creates),
  };
}

function seatFacts(view: TrialView, creates: readonly AuditedRequest[]): Readings {
  const own = creates.filter((request) => isOf(jobController, request) || isOf(scheduler, request));
  const underWay = union(
    own.map(({ receivedAt, latency }) => ({
      from: since(view, receivedAt),
      to: since(view, receivedAt + latency),
    })),
  );
  const busy = meanOver(
    cpuStretches(view),
    (stretch) => overlap(stretch, underWay),
    ({ hostBusy }) => hostBusy,
  );
  const waited = grown(view, "kube-apiserver", `${metric}_sum`, level);
  const count = grown(view, "kube-apiserver", `${metric}_count`, level);
  const unread = missing("no metrics of kube-apiserver were read");
  const seats = seatWait(own, waited, total(underWay));
  return {
    "kube-apiserver.queue-wait-mean-seconds":
      waited === undefined || count === undefined
        ? unread
        : known(count === 0 ? 0 : waited / count, `${metric}{priority_level="workload-high"}`),
    "kube-apiserver.seat-wait-seconds": seats,
    "kube-apiserver.seat-wait-share": derived(
      seats,
      (seconds) => Math.min(1, seconds / view.record.deploymentSeconds),
      "seat wait / deployment",
    ),
    "host.busy-share-during-creates":
      busy === undefined
        ? missing("processor use was not sampled while pods or bindings were created")
        : known(Math.min(1, busy), "processor time from /proc"),
  };
}

/** The latency that the audit log shows includes the wait for a seat; the metric knows how much of it that was. */
function seatWait(own: readonly AuditedRequest[], waited: number | undefined, underWay: number): Reading {
  if (waited === undefined) return missing("no metrics of kube-apiserver were read");
  const latency = own.reduce((sum, request) => sum + request.latency / 1000, 0);
  if (own.length === 0 || latency === 0) return missing("the audit log shows no creates of pods or bindings");
  return known(
    underWay * Math.min(1, waited / latency),
    `audit log and ${metric}{priority_level="workload-high"}`,
  );
}
