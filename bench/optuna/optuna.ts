import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Setting } from "../../knowledge/index.ts";
import { run } from "../../provisioners/index.ts";

/** The release that is compared with. */
const release = "5.0.0";
const tenMinutes = 600_000;
const signals = ["SIGINT", "SIGTERM"] as const;

/** A parameter as Optuna is told of it: a number on a logarithmic scale, or something that is on or off. */
export interface SampledParameter {
  readonly id: string;
  readonly type: "integer" | "number" | "boolean";
  readonly min: number;
  readonly max: number;
}

export interface Study {
  readonly sampler: "tpe" | "random";
  readonly seed: number;
  readonly space: readonly SampledParameter[];
  /** The values that are tried first. */
  readonly first: Readonly<Record<string, number | boolean>>;
}

/** Optuna in a process of its own. */
export interface Optuna {
  readonly version: string;
  /** @param tell seconds of these settings, or undefined to end the study */
  readonly study: (study: Study, tell: (settings: readonly Setting[]) => number | undefined) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly ask?: Readonly<Record<string, Setting["value"]>>;
}

/**
 * Starts Optuna in a virtual environment that is made for it and thrown away afterwards.
 * @returns why not, where it cannot be had
 */
export async function startOptuna(): Promise<Optuna | string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-bench-optuna-"));
  const stop = new AbortController();
  const remove = async (): Promise<void> => {
    for (const signal of signals) process.off(signal, onSignal);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    stop.abort();
    // Killed with its whole group: it writes no more when the folder goes.
    void remove().then(() => process.exit(signal === "SIGINT" ? 130 : 143));
  };
  for (const signal of signals) process.on(signal, onSignal);
  const python = join(folder, "bin/python");
  for (const [program, ...argv] of [
    ["python3", "-m", "venv", folder],
    [python, "-m", "pip", "install", "--quiet", `optuna==${release}`],
  ] as const) {
    const { exitCode, stderr, failure } = await run(program, argv, {
      deadlineMs: tenMinutes,
      signal: stop.signal,
    });
    if (exitCode === 0 && failure === undefined) continue;
    await remove();
    return failure ?? stderr.trim().split("\n").at(-1) ?? `${program} ended with ${exitCode}`;
  }
  const child = spawn(python, [join(import.meta.dirname, "sample.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  stop.signal.addEventListener("abort", () => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const send = (message: unknown): void => void child.stdin.write(`${JSON.stringify(message)}\n`);
  const receive = async (): Promise<Answer> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error("Optuna's process ended in the middle of a study");
    return JSON.parse(value) as Answer;
  };
  return {
    version: release,
    study: async (study, tell) => {
      send(study);
      await receive();
      for (;;) {
        const { ask = {} } = await receive();
        const seconds = tell(Object.entries(ask).map(([parameter, value]) => ({ parameter, value })));
        send(seconds === undefined ? { done: true } : { tell: seconds });
        if (seconds === undefined) return;
      }
    },
    close: async () => {
      child.stdin.end();
      await new Promise((resolve) => child.once("exit", resolve));
      await remove();
    },
  };
}
