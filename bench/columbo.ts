import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { resultSchema, type Result } from "../engine/store/index.ts";
import { run } from "../provisioners/index.ts";

const root = join(import.meta.dirname, "..");
const program = join(root, "bin/columbo.js");
const oneHour = 3_600_000;

/** Runs the built program. */
export async function columbo(...argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(process.execPath, [program, ...argv], {
    deadlineMs: oneHour,
  });
  if (exitCode !== 0)
    throw new Error(`columbo ${argv.join(" ")} ended with ${exitCode}: ${stderr.slice(-2000)}`);
  return stdout;
}

/** The result of a command with so many trials on an experiment; the run folder goes into a temporary place. */
export async function resultOf(
  command: "diagnose" | "run",
  experiment: string,
  repeats: number,
): Promise<Result> {
  const output = await mkdtemp(join(tmpdir(), "columbo-bench-"));
  console.error(`bench: ${command} ${basename(experiment)}`);
  const options = ["--repeats", String(repeats), "--json", "--quiet", "--output", output];
  return resultSchema.parse(JSON.parse(await columbo(command, experiment, ...options)));
}

/** An experiment that comes with Columbo. */
export function shipped(name: string): string {
  return join(root, "experiments", `${name}.cfg`);
}

/** A copy of an experiment with a section at its end that it does not have yet. */
export async function variant(experiment: string, name: string, section: string): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), "columbo-bench-")), `${name}.cfg`);
  await writeFile(file, `${await readFile(experiment, "utf8")}\n${section}`);
  return file;
}

/** Rows as a Markdown table. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Seconds with their lowest and highest trial. */
export function seconds(phase: Result["baseline"]): string {
  if (phase === undefined) return "-";
  const { median, low, high } = phase.deploymentSeconds;
  return `${median.toFixed(2)} s (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

/** All experiments that come with Columbo and need no virtual machines. */
export async function shippedExperiments(): Promise<readonly string[]> {
  const folder = join(root, "experiments");
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((file) => file.endsWith(".cfg") && !file.startsWith("qemu"))
    .toSorted()
    .map((file) => join(folder, file));
}
