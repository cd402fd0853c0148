import type { JobSync, SeenPod } from "../observe/index.ts";
import type { Stamp } from "./timeline.ts";

interface Creation {
  readonly received: Stamp;
  readonly stored: Stamp;
}

/**
 * When each pod's turn came. The job controller creates the pods of one pass in batches of 1, 2, 4, ... and begins a
 * batch when the last creation of the one before has been answered (slow start, pkg/controller/job/job_controller.go
 * manageJob). No turn comes after its own pod's request. Needs what the audit log shows of every creation: a pod
 * without it has no turn, and without the passes of the job controller no pod has one.
 */
export function podTurns(
  stamps: readonly Stamp[],
  pods: readonly SeenPod[],
  syncs: readonly JobSync[],
): readonly Stamp[] {
  const received = byPod(stamps, "pod-received");
  const stored = byPod(stamps, "pod-stored");
  const unpacked = stamps.find(({ point }) => point === "job-unpacked");
  if (unpacked === undefined) return [];
  const creations = Map.groupBy(
    pods.flatMap(({ name, job }) => {
      const [first, answered] = [received.get(name), stored.get(name)];
      return first === undefined || answered === undefined
        ? []
        : [{ job, creation: { received: first, stored: answered } }];
    }),
    ({ job }) => job,
  );
  const passes = Map.groupBy(syncs, ({ job }) => job);
  return [...creations].flatMap(([job, all]) => {
    const waiting = all.map(({ creation }) => creation).sort((a, b) => a.received.at - b.received.at);
    return (passes.get(job) ?? []).flatMap((sync, index, own) => {
      const end = own[index + 1]?.at ?? Number.POSITIVE_INFINITY;
      const created = waiting.filter(({ received: { at } }) => at >= sync.at && at < end);
      const start = { at: sync.at, source: unpacked.source, precision: unpacked.precision };
      return turnsOf(start, created.slice(0, sync.creating));
    });
  });
}

/** Turns of one pass that begins at `start`. */
function turnsOf(
  start: Pick<Stamp, "at" | "source" | "precision">,
  creations: readonly Creation[],
): readonly Stamp[] {
  const turns: Stamp[] = [];
  let begins = start;
  let from = 0;
  for (let size = 1; from < creations.length; size *= 2) {
    const batch = creations.slice(from, from + size);
    for (const { received } of batch)
      turns.push({
        point: "pod-turn",
        ...(received.pod === undefined ? {} : { pod: received.pod }),
        at: Math.min(begins.at, received.at),
        source: begins.source,
        precision: begins.precision,
      });
    begins = batch.reduce((last, { stored }) => (stored.at > last.at ? stored : last), begins);
    from += size;
  }
  return turns;
}

/** The first stamp of each pod from the source that is believed most; one that is late by nature says too little. */
function byPod(stamps: readonly Stamp[], point: Stamp["point"]): ReadonlyMap<string, Stamp> {
  const found = new Map<string, Stamp>();
  for (const stamp of stamps) {
    if (stamp.point !== point || stamp.pod === undefined || stamp.late === true) continue;
    const known = found.get(stamp.pod);
    if (known === undefined || (known.source === stamp.source && stamp.at < known.at))
      found.set(stamp.pod, stamp);
  }
  return found;
}
