/**
 * Makes every fault of the bench on real local clusters, lets Columbo diagnose it, and prints what it said:
 * `npm run faults`. `--only NAME,...` takes some of them (globs), `--seeds 1,2,3` other magnitudes, `--apply-seeds 1`
 * says with which seeds changes are tried (with the others the baseline is only judged), `--output FOLDER` keeps each
 * outcome as it ends and the folders of its runs (for `columbo explain`), `--resume` leaves out those that are there,
 * whatever revision they are of; `--write` writes docs/fault-bench.md with the revisions, which a run of all faults with
 * three seeds does unasked.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, matchesGlob, resolve } from "node:path";
import { parseArgs } from "node:util";
import { faults } from "./index.ts";
import { pageOf, type Dated } from "./page.ts";
import { revision } from "./revision.ts";
import { runFault, type NotRun } from "./run-fault.ts";
import type { Scored } from "./score.ts";
import { isScored, tableOf } from "./table.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    seeds: { type: "string", default: "1,2,3" },
    "apply-seeds": { type: "string", default: "1" },
    output: { type: "string" },
    resume: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const numbers = (text: string): readonly number[] => text.split(",").map(Number);
const globs = values.only?.split(",") ?? ["*"];
const chosen = faults.filter(({ name }) => globs.some((glob) => matchesGlob(name, glob)));
const [seeds, applied] = [numbers(values.seeds), numbers(values["apply-seeds"])];

if (values.list)
  for (const { name, by, causes } of chosen) console.log(`${name}: ${by} -> ${causes.join(", then ")}`);
else await main();

async function main(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "columbo-faults-"));
  const output = resolve(values.output ?? join(scratch, "outcomes"));
  await mkdir(output, { recursive: true });
  process.env["XDG_STATE_HOME"] = join(scratch, "state");
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      interrupt.abort(new Error("interrupted"));
    });
  const [outcomes, at]: [Dated[], string] = [[], await revision()];
  try {
    // All faults with one seed before the next seed, so that a run that ends early has seen each fault.
    for (const seed of seeds)
      for (const fault of chosen) {
        if (interrupt.signal.aborted) break;
        const file = join(output, `${fault.name}-${String(seed)}.json`);
        const there = values.resume ? await earlier(file) : undefined;
        const folder = join(values.output === undefined ? scratch : output, `${fault.name}-${String(seed)}`);
        const outcome = there ?? (await once(fault, seed, folder, interrupt.signal));
        if (outcome === undefined) continue;
        const dated = { revision: at, ...outcome };
        await writeFile(file, JSON.stringify(dated, undefined, 1));
        outcomes.push(dated);
      }
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log(tableOf(chosen, outcomes));
  const isWhole = values.only === undefined && seeds.length >= 3 && !interrupt.signal.aborted;
  if (values.write || isWhole)
    await writeFile(
      join(import.meta.dirname, "../../docs/fault-bench.md"),
      pageOf(faults, outcomes, commandOf(process.argv.slice(2))),
    );
  if (interrupt.signal.aborted) process.exitCode = 130;
}

/** What was typed, without the folder that only this machine has. */
function commandOf(argv: readonly string[]): string {
  const given = argv.filter((text, index) => text !== "--output" && argv[index - 1] !== "--output");
  return ["npm run faults", ...(given.length === 0 ? [] : ["--", ...given])].join(" ");
}

/** What a run that was broken off had come to. */
async function earlier(file: string): Promise<Dated | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  const outcome = text === undefined ? undefined : (JSON.parse(text) as Dated);
  return outcome !== undefined && isScored(outcome) ? outcome : undefined;
}

async function once(
  fault: (typeof faults)[number],
  seed: number,
  folder: string,
  signal: AbortSignal,
): Promise<Scored | NotRun | undefined> {
  try {
    const outcome = await runFault({ fault, seed, apply: applied.includes(seed), folder, signal });
    console.error(`faults: ${fault.name} ${String(seed)}: ${wordsOf(outcome)}`);
    return outcome;
  } catch (error) {
    if (signal.aborted) return undefined;
    const why = error instanceof Error ? error.message : String(error);
    console.error(`faults: ${fault.name} ${String(seed)}: ${why}`);
    return { fault: fault.name, seed, why };
  }
}

function wordsOf(outcome: Scored | NotRun): string {
  if (!isScored(outcome)) return `not run: ${outcome.why}`;
  const { right, wrong, found, changed, gain, seconds } = outcome;
  const won =
    gain === undefined
      ? ""
      : `, ${gain.before.toFixed(1)} -> ${gain.after.toFixed(1)} s (${gain.attainable.toFixed(1)} without the fault)`;
  return `${right ? "right" : `wrong (${wrong.join("; ")})`}, found ${found.join(", ")}; changed ${changed.join(", ") || "nothing"}${won}; ${seconds.toFixed(0)} s`;
}
