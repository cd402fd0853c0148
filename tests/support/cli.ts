/** Runs the command line as users do: the built program, in a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../provisioners/index.ts";

const program = join(import.meta.dirname, "../../bin/columbo.js");

/** A folder of its own for state and runs, so that tests see only what they made; removed after the test. */
export async function workplace(): Promise<{
  readonly folder: string;
  readonly env: Record<string, string>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
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
  /** What it has written to stderr so far. */
  readonly stderr: () => string;
  /** Resolves when stderr holds this text; rejects when the program ends before. */
  says(text: string): Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts `columbo` without waiting for it; it is killed when the test ends. */
export function startColumbo(
  argv: readonly string[],
  options: { readonly env: Record<string, string>; readonly cwd: string },
): Running {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return {
    child,
    stderr: () => text,
    ended,
    async says(wanted) {
      const over = ended.then(() => {
        throw new Error(`columbo ended without saying "${wanted}": ${text}`);
      });
      const found = new Promise<void>((resolve) => {
        const look = (): void => {
          if (text.includes(wanted)) resolve();
        };
        child.stderr.on("data", look);
        look();
      });
      await Promise.race([found, over]);
    },
  };
}
