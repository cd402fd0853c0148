import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { counted, histogramQuantile, meanOf } from "../histogram.ts";
import { fsyncMetric, goodFsync, heldByDisk } from "../server-waits.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const commitMetric = "etcd_disk_backend_commit_duration_seconds";
const requestMetric = "etcd_request_duration_seconds";

/** How fast the disk under etcd was, and how much of the deployment it took. */
export function etcdFacts(view: TrialView): Readings {
  if (view.context.plan.provider === "simulated") return simulated;
  const seconds = diskSeconds(view);
  return {
    "etcd.fsync-mean-seconds": mean(view, fsyncMetric),
    "etcd.fsync-p99-seconds": p99(view),
    "etcd.commit-mean-seconds": mean(view, commitMetric),
    "etcd.request-mean-seconds": requests(view),
    "etcd.disk-seconds": seconds,
    "etcd.disk-share": shareOfDeployment(view, seconds, "etcd.disk-seconds / deployment"),
  };
}

const nothing = known(0, "a simulated cluster has no disk");
const simulated: Readings = {
  "etcd.fsync-mean-seconds": nothing,
  "etcd.fsync-p99-seconds": nothing,
  "etcd.commit-mean-seconds": nothing,
  "etcd.request-mean-seconds": nothing,
  "etcd.disk-seconds": nothing,
  "etcd.disk-share": nothing,
};

function requests(view: TrialView): Reading {
  const creates = counted(view, "kube-apiserver", requestMetric, { operation: "create" });
  return creates === undefined
    ? missing("no metrics of kube-apiserver were read")
    : known(meanOf(creates), `${requestMetric}{operation="create"} of kube-apiserver`);
}

/** A write's answer comes after its fsync, so that where etcd is out of reach quick answers show quick writes. */
function mean(view: TrialView, metric: string): Reading {
  const seen = counted(view, "etcd", metric);
  if (seen !== undefined) return known(meanOf(seen), `${metric} of etcd`);
  const answered = requests(view);
  return !("missing" in answered) && Number(answered.value) <= goodFsync
    ? derived(answered, (value) => value, `at most what writes took, ${requestMetric} of kube-apiserver`)
    : missing("no metrics of etcd were read");
}

function p99(view: TrialView): Reading {
  const seconds = histogramQuantile(view, "etcd", fsyncMetric, 0.99);
  return seconds === undefined ? mean(view, fsyncMetric) : known(seconds, `${fsyncMetric} of etcd`);
}

function diskSeconds(view: TrialView): Reading {
  const fsync = mean(view, fsyncMetric);
  if ("missing" in fsync) return fsync;
  const origin = `audit log, ${requestMetric} and ${fsyncMetric}`;
  if (Number(fsync.value) <= goodFsync)
    return known(0, `${origin}: a write to the log takes no longer than on a good disk`);
  const held = heldByDisk(view);
  if (held === undefined) return missing("the audit log shows no create");
  return known(held.seconds * held.part, origin);
}
