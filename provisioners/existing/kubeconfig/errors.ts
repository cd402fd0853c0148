/** A kubeconfig that was named cannot be used as it is: wrong input, in one sentence. */
export class KubeconfigError extends Error {
  override readonly name = "KubeconfigError";
  readonly exitCode = 2;
}
