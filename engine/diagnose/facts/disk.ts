import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { diskPressed, isPressureOfNodes, pressuresOf } from "../disk-pressure.ts";
import { counted, meanOf } from "../histogram.ts";
import { common, total, union, without } from "../intervals.ts";
import { kubeletWaits } from "../kubelet-waits.ts";
import { between, lastOnKubelet } from "../nodes.ts";
import { quantileOf } from "../numbers.ts";
import { saturated } from "../processor.ts";
import { fsyncMetric, goodFsync } from "../server-waits.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** Shorter ones are nobody's cause, seconds. */
const longPressure = 2;
/** What the runtime says when a request of the kubelet took longer than the kubelet waits (runtimeRequestTimeout). */
const outlasted = /failed to reserve (container|sandbox) name|DeadlineExceeded|context deadline exceeded/i;

/** Whether nodes waited for their disks. */
export function diskFacts(view: TrialView): Readings {
  const seconds = pressedSeconds(view);
  const samples = pressuresOf(view).map(({ io }) => io / 100);
  return {
    "disk.pressure-share": known(
      quantileOf(samples, 0.5) ?? 0,
      samples.length === 0 ? "no pressure was told of" : "pressure stall information (io, some), median",
    ),
    "disk.pressed-seconds": seconds,
    "disk.pressed-share": shareOfDeployment(view, seconds, "by the deployment's time"),
    "disk.runtime-timeouts": known(
      view.record.warnings.filter(({ message }) => outlasted.test(message)).length,
      "events of requests that the runtime did not finish in time",
    ),
  };
}

/** On a node, the last pod's start; the rest of a deployment waits for other disks. */
function pressedSeconds(view: TrialView): Reading {
  const last = lastOnKubelet(view);
  if (last === undefined) return known(0, "the last pod's node has no kubelet");
  const start = between([last], "pod-delivered", "container-running");
  const waiting = common(start, diskPressed(view));
  const others = union([...(saturated(view) ?? []), ...kubeletWaits(view)]);
  const seconds = total(without(waiting, others));
  if (seconds >= longPressure && !isPressureOfNodes(view) && isEtcdSlow(view))
    return missing("the pressure is the whole machine's, and etcd waits for a disk of it as well");
  return known(
    seconds,
    "pressure stall information (io), on the last pod's way, without the time in which the processor was used up or the kubelet let it wait",
  );
}

function isEtcdSlow(view: TrialView): boolean {
  const fsync = counted(view, "etcd", fsyncMetric);
  return fsync !== undefined && meanOf(fsync) > goodFsync;
}
