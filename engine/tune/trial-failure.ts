/**
 * Whether an error is a trial that failed, or a cluster that failed between two trials: the run has a result then,
 * of the verdict "failed". After an interrupt every failure is a consequence.
 */
export function isTrialFailure(error: unknown, interrupt: AbortSignal): error is Error {
  return !interrupt.aborted && error instanceof Error && "exitCode" in error && error.exitCode === 4;
}
