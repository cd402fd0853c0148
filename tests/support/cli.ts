/** Runs the command line as users do: the built program, in a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { expect, onTestFinished } from "vitest";
import { run } from "../../provisioners/index.ts";
import { processesWith } from "./processes.ts";

/** The built command line. */
export const program = join(import.meta.dirname, "../../bin/columbo.js");

/** A folder of its own for state and runs, so that tests see only what they made; removed after the test. */
export async function workplace(): Promise<{
  readonly folder: string;
  readonly env: Record<string, string>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-cli-"));
  onTestFinished(async () => {
    // A test that failed on its way has left its cluster behind.
    for (const { pid } of await processesWith(folder)) process.kill(pid, "SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return { folder, env: { XDG_STATE_HOME: join(folder, "state") } };
}

/** Runs `columbo` with these arguments to its end. */
export async function columbo(
  argv: readonly string[],
  options: { readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  return run(process.execPath, [program, ...argv], { deadlineMs: 300_000, ...options });
}

/** A `columbo` that goes on while the test looks at it. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has written so far: to stderr, or to its terminal. */
  readonly output: () => string;
  /** Resolves when the output holds this text; rejects when the program ends before. */
  says(text: string): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

interface RunningOptions {
  readonly env: Record<string, string>;
  readonly cwd: string;
}

/** Starts `columbo` without waiting for it; it is killed when the test ends. */
export function startColumbo(argv: readonly string[], { cwd, env }: RunningOptions): Running {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return followed(child, child.stderr);
}

/** Starts `columbo` on a pseudo-terminal of util-linux' script: what is written to the child's stdin is typed there. */
export function startOnTerminal(
  argv: readonly string[],
  { cwd, env, rows }: RunningOptions & { readonly rows: number },
): Running {
  const line = 'stty rows "$COLUMBO_ROWS" cols 120 && exec "$COLUMBO_NODE" "$COLUMBO_PROGRAM" $COLUMBO_ARGV';
  const child = spawn("script", ["-qefc", line, "/dev/null"], {
    cwd,
    env: {
      ...process.env,
      ...env,
      TERM: "xterm",
      COLUMBO_ROWS: String(rows),
      COLUMBO_NODE: process.execPath,
      COLUMBO_PROGRAM: program,
      COLUMBO_ARGV: argv.join(" "),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  return followed(child, child.stdout);
}

function followed(child: ChildProcess, stream: Readable): Running {
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => (text += part));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    child,
    output: () => text,
    ended,
    async says(wanted) {
      const over = ended.then(() => {
        throw new Error(`columbo ended without saying "${wanted}": ${text}`);
      });
      const found = new Promise<void>((resolve) => {
        const look = (): void => {
          if (text.includes(wanted)) resolve();
        };
        stream.on("data", look);
        look();
      });
      await Promise.race([found, over]);
    },
  };
}

/** Nothing of a test's own state is left: no process, no folder, no entry of the ledger. */
export async function nothingLeft(folder: string, env: Record<string, string>): Promise<void> {
  expect(await processesWith(folder)).toEqual([]);
  const { stdout } = await columbo(["clean", "--json"], { env });
  expect(JSON.parse(stdout)).toMatchObject({ clusters: [], processes: 0, folders: 0 });
}
