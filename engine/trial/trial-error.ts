/** A trial that could not be measured to its end; the cluster is cleaned and the command exits with 4. */
export class TrialError extends Error {
  override readonly name = "TrialError";
  readonly exitCode = 4;
}
