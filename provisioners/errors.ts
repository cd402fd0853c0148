/** What stops a provisioner, in one sentence. */
export class ProvisionError extends Error {
  override readonly name = "ProvisionError";
  /** 3: the machine lacks or refuses something; 4: a cluster that was running failed. */
  readonly exitCode: 3 | 4;

  constructor(message: string, exitCode: 3 | 4, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
