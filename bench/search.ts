import { median } from "simple-statistics";
import { type Landscape, landscapes } from "./landscapes/index.ts";
import { markdown } from "./columbo.ts";
import { startOptuna, type Optuna } from "./optuna/optuna.ts";
import { searchersFor, type Searcher } from "./searchers.ts";

/** How near to the best known value counts as found. */
const near = 0.02;

interface Row {
  readonly name: string;
  readonly family: string;
  readonly present: number;
  readonly best: number;
  /** Evaluations until near the best, by searcher; the cap where it never came there. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
  /** All evaluations of ours, and the seconds of what it recommends. */
  readonly own: { readonly evaluations: number; readonly recommended: number };
}

/**
 * Evaluations until within 2 % of the best known deployment time: Columbo's search against Optuna's TPE and random
 * search, on the same simulated landscapes over the same parameters and ranges.
 * @param seeds runs of TPE and of random search on each
 * @param cap evaluations after which a search is given up
 */
export async function searchTable(seeds: number, cap: number): Promise<string> {
  const optuna = await startOptuna();
  if (typeof optuna === "string") return `No comparison with Optuna, which cannot be installed: ${optuna}`;
  const rows: Row[] = [];
  try {
    for (const landscape of landscapes) {
      const row = await compare(landscape, optuna, seeds, cap);
      console.error(`bench: ${row.name}: ${JSON.stringify(row.counts)} best ${row.best.toFixed(3)}`);
      rows.push(row);
    }
  } finally {
    await optuna.close();
  }
  return tableOf(rows, optuna.version, seeds, cap);
}

/**
 * The best known value is that of all evaluations: of long runs first, then of all others; when these find a better one,
 * everything is counted again against that.
 */
async function compare(landscape: Landscape, optuna: Optuna, seeds: number, cap: number): Promise<Row> {
  const { present, ours, tpe, random } = searchersFor(landscape, optuna);
  const ownRun = await ours(0, cap, -Infinity);
  const long = [await ours.long(), await tpe(0, cap, -Infinity), await random(0, cap, -Infinity)];
  let known = Math.min(...[ownRun.seconds, ...long.map(({ seconds }) => seconds)].flat());
  for (;;) {
    // Somewhat nearer than counts, so that a better value found on the way spoils no count.
    const enough = known * (1 + near / 2);
    const runs = {
      ours: [ownRun.seconds],
      tpe: await repeated(tpe, enough, seeds, cap),
      random: await repeated(random, enough, seeds, cap),
    };
    const best = Math.min(known, ...Object.values(runs).flat(2));
    if (known * (1 + near / 2) > best * (1 + near)) {
      known = best;
      continue;
    }
    const counts = Object.fromEntries(
      Object.entries(runs).map(([name, all]) => [name, all.map((seconds) => countOf(seconds, best, cap))]),
    );
    const { name, family } = landscape;
    const own = { evaluations: ownRun.seconds.length, recommended: ownRun.recommended ?? Number.NaN };
    return { name, family, present, best, counts, own };
  }
}

async function repeated(searcher: Searcher, enough: number, seeds: number, cap: number): Promise<number[][]> {
  const runs: number[][] = [];
  for (let seed = 1; seed <= seeds; seed++) runs.push([...(await searcher(seed, cap, enough)).seconds]);
  return runs;
}

function countOf(seconds: readonly number[], best: number, cap: number): number {
  const first = seconds.findIndex((value) => value <= (1 + near) * best);
  return first < 0 ? cap : first + 1;
}

function tableOf(rows: readonly Row[], version: string, seeds: number, cap: number): string {
  const of = ({ counts }: Row, name: string): number => median([...(counts[name] ?? [])]);
  const ratio = (row: Row, name: string): number => of(row, "ours") / of(row, name);
  const censored = ({ counts }: Row, name: string): string => {
    const missed = counts[name]?.filter((count) => count >= cap).length ?? 0;
    return missed === 0 ? "" : ` (${missed} of ${seeds} never)`;
  };
  const cells = rows.map((row) => [
    row.family,
    row.name,
    `${row.present.toFixed(2)} s`,
    `${row.best.toFixed(2)} s`,
    String(of(row, "ours")) + (of(row, "ours") >= cap ? " (never)" : ""),
    String(of(row, "tpe")) + censored(row, "tpe"),
    String(of(row, "random")) + censored(row, "random"),
    ratio(row, "tpe").toFixed(2),
    `${row.own.recommended.toFixed(2)} s after ${row.own.evaluations}`,
  ]);
  const overall = (name: string): string => median(rows.map((row) => ratio(row, name))).toFixed(2);
  const head = [
    "family",
    "landscape",
    "present",
    "best known",
    "Columbo",
    "TPE",
    "random",
    "Columbo / TPE",
    "recommended",
  ];
  return `${markdown(head, cells)}

Median over ${rows.length} landscapes: Columbo / TPE ${overall("tpe")}, Columbo / random ${overall("random")}. Optuna ${version},
${seeds} seeds each for TPE and random search (medians), at most ${cap} evaluations.`;
}
