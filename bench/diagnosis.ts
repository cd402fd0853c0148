import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "simple-statistics";
import { readTrials } from "../engine/store/index.ts";
import { judgeRun } from "../engine/tune/index.ts";
import { loadRules } from "../rules/index.ts";
import { columbo, markdown, shipped } from "./columbo.ts";

const pods = 1600;
const perWorker = 100;
const rounds = 5;

/** How long it takes to judge a recorded run of 1,600 pods, with three trials, from its folder. */
export async function diagnosisTable(): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), "columbo-bench-"));
  try {
    const folder = await simulatedRun(output);
    const reading = await timed(() => readTrials(folder, (label) => label.startsWith("baseline-")));
    const judging = await timed(() => judgeRun(folder, loadRules));
    const command = await timed(() => columbo("diagnose", "--from", folder));
    const text = (seconds: number): string => `${seconds.toFixed(2)} s`;
    return markdown(
      [`a recorded run of ${String(pods)} pods, median of ${String(rounds)}`, "wall time", "must be under"],
      [
        ["model, facts and rules, once the trials are read", text(judging - reading), "1 s"],
        ["the same with reading three trials", text(judging), "1 s"],
        ["`columbo diagnose --from RUN`, the program's start included", text(command), "-"],
      ],
    );
  } finally {
    await rm(output, { recursive: true });
  }
}

/** One run of the shipped simulated experiment, made as large as this, of which nothing is changed. */
async function simulatedRun(output: string): Promise<string> {
  const text = await readFile(shipped("simulated"), "utf8");
  const file = join(output, "large.cfg");
  const large = text
    .replace(/^cloud_nodes = .*$/m, `cloud_nodes = ${String(1 + pods / perWorker)}`)
    .replace(/^applications_per_worker = .*$/m, `applications_per_worker = ${String(perWorker)}`);
  await writeFile(file, large);
  const runs = join(output, "runs");
  await columbo("run", file, "--repeats", "3", "--quiet", "--output", runs);
  const [name = ""] = await readdir(runs);
  return join(runs, name);
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await act();
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}
