import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { counted, meanOf } from "../histogram.ts";
import { total, union, without, type Interval } from "../intervals.ts";
import { between, podsOnKubelets } from "../nodes.ts";
import { quantileOf } from "../numbers.ts";
import { quotaUsedUp, saturated } from "../processor.ts";
import { goodFsync } from "../server-waits.ts";
import { oncePerTrial, since, type TrialView } from "../trial-view.ts";

/**
 * Share of the time in which some task waited for the disk, from which on the disk counts as the limit, per cent: an
 * idle one has 0 to 16, one that is throttled 50 to 100, the less the busier other processors are.
 */
const pressed = 40;
/** Shorter ones are nobody's cause, seconds. */
const longPressure = 2;
const fsyncMetric = "etcd_disk_wal_fsync_duration_seconds";
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
    "disk.pressed-share": derived(
      seconds,
      (value) => Math.min(1, value / view.record.deploymentSeconds),
      "by the deployment's time",
    ),
    "disk.runtime-timeouts": known(
      view.record.warnings.filter(({ message }) => outlasted.test(message)).length,
      "events of requests that the runtime did not finish in time",
    ),
  };
}

/** When tasks of a machine with pods waited for its disk most of the time. */
const diskPressed = oncePerTrial((view): readonly Interval[] =>
  union(pressuresOf(view).flatMap(({ io, from, to }) => (io >= pressed ? [{ from, to }] : []))),
);

/** When the last pod's node had something to do that lengthens whatever else happens on it: its processor, quota or disk. */
export const nodeBusy = oncePerTrial((view): readonly Interval[] => {
  const node = view.record.timeline.containers.at(-1)?.node;
  const quota = node === undefined ? [] : quotaUsedUp(view, node);
  return union([...(saturated(view) ?? []), ...quota, ...diskPressed(view)]);
});

/** On a node, the last pod's start; the rest of a deployment waits for other disks. */
function pressedSeconds(view: TrialView): Reading {
  const last = podsOnKubelets(view).find(({ pod }) => pod === view.record.timeline.containers.at(-1)?.pod);
  if (last === undefined) return known(0, "the last pod's node has no kubelet");
  const start = between([last], "pod-delivered", "container-running");
  const waiting = without(start, without(start, diskPressed(view)));
  const seconds = total(without(waiting, saturated(view) ?? []));
  if (seconds >= longPressure && !isOwn(view) && isEtcdSlow(view))
    return missing("the pressure is the whole machine's, and etcd waits for a disk of it as well");
  return known(
    seconds,
    "pressure stall information (io), on the last pod's way, without the time in which the processor was used up",
  );
}

/** Samples of the nodes themselves, where their control groups count pressure; else the machine's. */
const samplesOf = oncePerTrial((view) => {
  const nodes = new Set(view.record.timeline.containers.flatMap(({ node }) => node ?? []));
  const all = (view.record.usage ?? []).filter(({ pressure }) => pressure?.io !== undefined);
  const own = all.filter(({ of }) => nodes.has(of));
  return own.length > 0 ? own : all.filter(({ of }) => of === "host");
});

function isOwn(view: TrialView): boolean {
  return samplesOf(view).some(({ of }) => of !== "host");
}

function isEtcdSlow(view: TrialView): boolean {
  const fsync = counted(view, "etcd", fsyncMetric);
  return fsync !== undefined && meanOf(fsync) > goodFsync;
}

const pressuresOf = oncePerTrial((view) => {
  const samples = samplesOf(view);
  return [...Map.groupBy(samples, ({ of }) => of).values()].flatMap((own) =>
    own.flatMap(({ at, pressure }, index) => {
      const io = pressure?.io;
      const before = own[index - 1]?.at ?? view.record.timeline.startedAt;
      return io === undefined ? [] : [{ io, from: since(view, before), to: since(view, at) }];
    }),
  );
});
