import { findProgram } from "../../executable.ts";
import { ProvisionError } from "../../errors.ts";
import { run, type RunOptions } from "../../process.ts";

/** The machine's own programs that a real node needs, with the Debian package that brings each. */
export const programPackages = {
  containerd: "containerd",
  ctr: "containerd",
  "containerd-shim-runc-v2": "containerd",
  runc: "runc",
  ip: "iproute2",
  mount: "mount",
  nsenter: "util-linux",
  unshare: "util-linux",
} as const;

export type ProgramName = keyof typeof programPackages;
export type Programs = Readonly<Record<ProgramName, string>>;

/** Absolute paths of all of them. */
export async function findPrograms(): Promise<Programs> {
  const names = Object.keys(programPackages) as ProgramName[];
  const found = await Promise.all(
    names.map(async (name) => {
      const path = await findProgram(name);
      if (path === undefined)
        throw new ProvisionError(`a real node needs ${name}, which is not installed`, 3);
      return [name, path] as const;
    }),
  );
  return Object.fromEntries(found) as Record<ProgramName, string>;
}

const deadlineMs = 60_000;

/**
 * Runs one of the machine's programs to its end and gives what it printed.
 * @throws ProvisionError with its last line when it fails
 */
export async function order(
  what: string,
  file: string,
  argv: readonly string[],
  options: Omit<RunOptions, "deadlineMs"> = {},
): Promise<string> {
  const { exitCode, stdout, stderr, failure } = await run(file, argv, { deadlineMs, ...options });
  if (exitCode === 0 && failure === undefined) return stdout;
  options.signal?.throwIfAborted();
  const why = failure ?? stderr.trim().split("\n").at(-1) ?? `exit code ${exitCode}`;
  throw new ProvisionError(`${what} failed: ${why}`, 4);
}
