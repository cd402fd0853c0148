/** A run folder that cannot be written (the machine's fault, exit 3) or is not one (the user's, exit 2). */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly exitCode: 2 | 3;

  constructor(message: string, machine = false, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = machine ? 3 : 2;
  }
}
