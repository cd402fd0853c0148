import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { columbo, markdown, shippedExperiments } from "./columbo.ts";

const few = 3;

/**
 * How many trials beyond the baseline each shipped experiment takes. Those of a local cluster are taken to a simulated
 * one, where nothing but the number of trials is asked for, so that all of them take minutes, not hours.
 */
export async function trialsTable(): Promise<string> {
  const rows: string[][] = [];
  for (const file of await shippedExperiments()) {
    const folder = await mkdtemp(join(tmpdir(), "columbo-bench-"));
    const experiment = await asSimulated(file, folder);
    console.error(`bench: trials of ${basename(file)}`);
    const output = join(folder, "runs");
    const result: unknown = JSON.parse(
      await columbo("diagnose", experiment, "--json", "--quiet", "--output", output),
    );
    const [run = ""] = await readdir(output);
    const labels = await readdir(join(output, run, "trials"));
    const beyond = labels.filter((label) => label.startsWith("change-")).length;
    rows.push([basename(file, ".cfg"), headlineOf(result), String(beyond)]);
  }
  const content = rows.filter(([, , beyond]) => Number(beyond) <= few).length;
  return [
    markdown(["experiment", "result", "trials beyond the baseline"], rows),
    `at most ${String(few)} in ${((100 * content) / rows.length).toFixed(0)} % of ${String(rows.length)} experiments`,
  ].join("\n\n");
}

/** The experiment on a simulated cluster: itself, or a copy in this folder. */
async function asSimulated(file: string, folder: string): Promise<string> {
  const text = await readFile(file, "utf8");
  const simulated = text.replace(/^provider = local$/m, "provider = simulated");
  if (simulated === text) return file;
  const copy = join(folder, basename(file));
  await writeFile(copy, simulated);
  return copy;
}

function headlineOf(result: unknown): string {
  return typeof result === "object" && result !== null && "headline" in result
    ? String(result.headline)
    : "-";
}
