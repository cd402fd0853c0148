/** A run that nothing can be verified after, or another cluster than it was measured on; wrong input. */
export class VerifyError extends Error {
  override readonly name = "VerifyError";
  readonly exitCode = 2;
}
