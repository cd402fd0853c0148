import { ProvisionError } from "../../errors.ts";
import type { Remote } from "./remote.ts";

/** An emulated machine takes seconds for each program that it starts. */
const deadlineMs = 120_000;

/**
 * Runs a program on a machine that has to succeed, and gives its output.
 * @param what for whoever reads that it failed, for example "starting etcd"
 * @throws ProvisionError with what the machine said
 */
export async function mustRun(
  remote: Remote,
  what: string,
  program: string,
  argv: readonly string[],
  input?: string,
): Promise<string> {
  const { exitCode, stdout, stderr, failure } = await remote.run(program, argv, {
    deadlineMs,
    ...(input === undefined ? {} : { input }),
  });
  if (exitCode !== 0)
    throw new ProvisionError(`${what} on machine ${remote.name} failed: ${failure ?? stderr.trim()}`, 4);
  return stdout;
}
