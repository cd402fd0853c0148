import type { LiveCounts } from "../observe/index.ts";
import type { TrialRequest } from "./trial-request.ts";

/** When a trial is not waited for any longer. */
export interface Patience {
  /** So long nothing has moved. */
  readonly seconds: number;
  /** Containers that the trial is going to start. */
  readonly containers: number;
  /** After so long a container that runs ends and frees its room; absent = nobody knows, or others may free room. */
  readonly runSeconds?: number;
}

/**
 * Columbo's own application runs as long as it was told on nodes where something runs, and for ever on the others; on a
 * cluster of others, others may free room.
 */
export function patienceOf({ cluster, workload, patienceSeconds }: TrialRequest): Patience {
  const isOwn = workload.image === undefined && cluster.readOnly !== true;
  const ends = cluster.nodes.some(({ kind }) => kind !== "kwok" && kind !== "hollow");
  return {
    seconds: patienceSeconds,
    containers: workload.instances,
    ...(isOwn ? { runSeconds: ends ? workload.sleepSeconds : Infinity } : {}),
  };
}

/** How often it is looked, and how long a scheduler may take to think again of pods that it refused. */
const lookMs = 500;
const hopelessSeconds = 8;

/**
 * Calls `onStall` once when no count has grown for the patience's seconds, or earlier when all pods that are left were
 * refused by the scheduler and no room will be free. A limit on the whole trial would have to be long enough for the
 * slowest cluster, and would then keep people waiting for pods that will never run.
 * @returns for clearInterval
 */
export function watchForStall(
  counts: LiveCounts,
  patience: Patience,
  onStall: (seconds: number) => void,
): NodeJS.Timeout {
  const sum = (): number => counts.created + counts.bound + counts.running + (counts.further ?? 0);
  let before = -1;
  let since = performance.now();
  return setInterval(() => {
    const present = sum();
    if (present !== before) {
      before = present;
      since = performance.now();
      return;
    }
    const seconds = isHopeless(counts, patience)
      ? Math.min(hopelessSeconds, patience.seconds)
      : patience.seconds;
    if (performance.now() - since <= seconds * 1000) return;
    since = Number.POSITIVE_INFINITY;
    onStall(seconds);
  }, lookMs);
}

/** Whether nothing that can be foreseen lets the containers that are left run within the patience. */
function isHopeless(
  { running, refused = 0, unfit = 0 }: LiveCounts,
  { seconds, containers, runSeconds }: Patience,
): boolean {
  const left = containers - running;
  if (left <= 0 || refused < left || runSeconds === undefined) return false;
  return unfit >= left || running === 0 || runSeconds > seconds;
}
