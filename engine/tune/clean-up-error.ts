/** Something that a command had made could not be removed again; whatever else happened, this must be said. */
export class CleanUpError extends Error {
  override readonly name = "CleanUpError";
  readonly exitCode = 3;

  /** @param cause what removing it failed with */
  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`not everything could be cleaned up: ${why}; "columbo clean" removes what is left`, { cause });
  }
}
