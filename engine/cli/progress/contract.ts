import type { Emit, RunEvent } from "../../events.ts";

/** Shows events on stderr, so that stdout holds only results. `close` restores the terminal. */
export interface ProgressListener {
  readonly emit: Emit;
  close(): void;
}

type TrialEvent = Extract<RunEvent, { readonly type: "trial" }>;

/** One line about a running trial: how many objects have passed which stage, elapsed and expected time. */
export function trialLine(event: TrialEvent): string {
  const { label, counts, containers, elapsedSeconds, expectedSeconds } = event;
  const expected = expectedSeconds === undefined ? "" : ` of about ${expectedSeconds.toFixed(1)} s`;
  return (
    `${label}: pods created ${counts.created}, bound ${counts.bound}, ` +
    `containers running ${counts.running}/${containers}, ${elapsedSeconds.toFixed(1)} s${expected}`
  );
}
