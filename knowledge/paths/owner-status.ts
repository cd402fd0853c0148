import type { FlowStep, PathPart } from "./path.ts";

/** What the owner of pods does with each change of theirs that its watch shows, but for Jobs: it is synced at once. */
export const syncAtOnce = (queue: string): readonly FlowStep[] => [
  { do: "count", counter: "unreported", set: 1 },
  { do: "enqueue", queue },
];

/** The counter of `withStatus`. */
export const statusCounters: PathPart["counters"] = { reporting: "workload" };

/**
 * Steps of a sync with a write of the owner's status after them, where the status that held when it began differs from
 * what was written last: what changes during the sync is for the next one.
 */
export function withStatus(
  steps: readonly FlowStep[],
  written: { readonly bucket: string; readonly operation: string; readonly after?: readonly FlowStep[] },
): readonly FlowStep[] {
  const { bucket, operation, after = [] } = written;
  return [
    {
      do: "below",
      counter: "unreported",
      bound: 1,
      steps: [{ do: "count", counter: "reporting", set: 0 }],
      otherwise: [
        { do: "count", counter: "reporting", set: 1 },
        { do: "count", counter: "unreported", set: 0 },
      ],
    },
    ...steps,
    {
      do: "below",
      counter: "reporting",
      bound: 1,
      steps: [],
      otherwise: [{ do: "token", bucket, to: operation }, { do: "call", flow: operation }, ...after],
    },
  ];
}

/** The first sync notes the template of the pods in an object of its own, a ControllerRevision. */
export function firstRevision(bucket: string): FlowStep {
  return {
    do: "below",
    counter: "revisions",
    bound: 1,
    steps: [
      { do: "count", counter: "revisions", by: 1 },
      // No status was ever written.
      { do: "count", counter: "unreported", set: 1 },
      { do: "token", bucket, to: "revision-create" },
      { do: "call", flow: "revision-create" },
    ],
  };
}

export const revisionCounters: PathPart["counters"] = { ...statusCounters, revisions: "workload" };
