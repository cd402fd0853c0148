import { closeSync, openSync } from "node:fs";
import { execa } from "execa";

/** A command that ended; a non-zero exit code is a result here, not an exception. */
export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Set when our own deadline or the caller's signal ended it, or when it could not be started. */
  readonly failure?: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Added to this program's own environment, or instead of it when `extendEnv` is false. */
  readonly env?: Readonly<Record<string, string>>;
  readonly extendEnv?: boolean;
  readonly input?: string;
  /** After this many milliseconds the whole process group is killed. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  /** Called with the process id once it has started. */
  readonly onStart?: (pid: number) => void;
}

/** Ends a whole process group; a group that is gone already is what was wanted. */
function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Runs a command to its end. Its children end with it: a pipe held by a grandchild delays nothing. */
export async function run(file: string, argv: readonly string[], options: RunOptions): Promise<Finished> {
  const child = execa(file, argv, {
    reject: false,
    // A group of its own, killed as one; execa's own timeout ends only the direct child.
    detached: true,
    cleanup: false,
    stripFinalNewline: true,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.extendEnv === undefined ? {} : { extendEnv: options.extendEnv }),
    ...(options.input === undefined ? { stdin: "ignore" as const } : { input: options.input }),
  });
  if (child.pid !== undefined) options.onStart?.(child.pid);
  let failure: string | undefined;
  const end = (why: string) => () => {
    failure ??= why;
    if (child.pid !== undefined) killGroup(child.pid, "SIGKILL");
  };
  const timer = setTimeout(end(`no end after ${options.deadlineMs / 1000} s`), options.deadlineMs);
  const onAbort = end("interrupted");
  if (options.signal?.aborted === true) onAbort();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const result = await child;
    if (failure === undefined && result.exitCode === undefined) failure = result.shortMessage;
    return {
      exitCode: result.exitCode ?? 1,
      stdout: result.stdout,
      stderr: result.stderr,
      ...(failure === undefined ? {} : { failure }),
    };
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  }
}

export interface ServiceOptions {
  readonly cwd: string;
  /** The whole environment: nothing of this program's own is handed on. */
  readonly env: Readonly<Record<string, string>>;
  /** The process writes here itself, so that its log does not pass through this program. */
  readonly log: string;
}

/** A long-running process in a group of its own. */
export interface Service {
  readonly pid: number;
  /** Settles when it is gone, whoever ended it. */
  readonly exited: Promise<{ readonly exitCode: number | undefined; readonly signal: string | undefined }>;
  /** Kills it and resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a long-running process; throws when the file cannot be started at all. */
export async function startService(
  file: string,
  argv: readonly string[],
  options: ServiceOptions,
): Promise<Service> {
  const log = openSync(options.log, "a", 0o600);
  const child = execa(file, argv, {
    reject: false,
    detached: true,
    cleanup: false,
    buffer: false,
    stdin: "ignore",
    // Node.js takes any descriptor; execa's types end at 9.
    stdout: log as 3,
    stderr: log as 3,
    cwd: options.cwd,
    env: options.env,
    extendEnv: false,
  });
  closeSync(log);
  const exited = child.then((result) => ({
    exitCode: result.exitCode,
    signal: result.signal as string | undefined,
  }));
  const { pid } = child;
  if (pid === undefined) {
    const result = await child;
    throw new Error(`cannot start ${file}: ${result.shortMessage ?? "unknown reason"}`);
  }
  return {
    pid,
    exited,
    async kill() {
      killGroup(pid, "SIGKILL");
      await exited;
    },
  };
}
