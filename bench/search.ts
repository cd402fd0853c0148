import { median } from "simple-statistics";
import { type Landscape, landscapes } from "./landscapes/index.ts";
import { markdown } from "./columbo.ts";
import { startOptuna, type Optuna } from "./optuna/optuna.ts";
import { objectives, searchersFor, type Objective, type Searcher } from "./searchers.ts";

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
 * search, on the same simulated landscapes over the same parameters and ranges; once with the deployment time alone as
 * the objective, once with the cost of the change. Without Optuna, against random search alone.
 * @param seeds runs of TPE and of random search on each
 * @param cap evaluations after which a search is given up
 */
export async function searchTable(seeds: number, cap: number): Promise<string> {
  const started = await startOptuna();
  const optuna = typeof started === "string" ? undefined : started;
  const tables = [
    typeof started === "string"
      ? `Without TPE, since Optuna cannot be installed: ${started}`
      : `Optuna ${started.version}.`,
  ];
  try {
    for (const objective of objectives) {
      const rows: Row[] = [];
      for (const landscape of landscapes) {
        const row = await compare(landscape, optuna, objective, seeds, cap);
        console.error(
          `bench: ${objective}: ${row.name}: ${JSON.stringify(row.counts)} best ${row.best.toFixed(3)}`,
        );
        rows.push(row);
      }
      tables.push(`### Objective: ${objective}`, tableOf(rows, seeds, cap));
    }
  } finally {
    await optuna?.close();
  }
  return tables.join("\n\n");
}

/**
 * The best known value is that of all evaluations: of long runs first, then of all others; when these find a better one,
 * everything is counted again against that.
 */
async function compare(
  landscape: Landscape,
  optuna: Optuna | undefined,
  objective: Objective,
  seeds: number,
  cap: number,
): Promise<Row> {
  const { present, ours, tpe, random } = searchersFor(landscape, optuna, objective);
  const ownRun = await ours(0, cap, -Infinity);
  const others = { ...(tpe === undefined ? {} : { tpe }), random };
  const long = [await ours.long()];
  for (const searcher of Object.values(others)) long.push(await searcher(0, cap, -Infinity));
  let known = Math.min(...[ownRun.seconds, ...long.map(({ seconds }) => seconds)].flat());
  for (;;) {
    // Somewhat nearer than counts, so that a better value found on the way spoils no count.
    const enough = known * (1 + near / 2);
    const runs: Record<string, readonly (readonly number[])[]> = { ours: [ownRun.seconds] };
    for (const [name, searcher] of Object.entries(others))
      runs[name] = await repeated(searcher, enough, seeds, cap);
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

function tableOf(rows: readonly Row[], seeds: number, cap: number): string {
  const rivals = Object.keys(rows[0]?.counts ?? {}).filter((name) => name !== "ours");
  const of = ({ counts }: Row, name: string): number => median([...(counts[name] ?? [])]);
  const ratio = (row: Row, name: string): number => of(row, "ours") / of(row, name);
  const censored = ({ counts }: Row, name: string): string => {
    const missed = counts[name]?.filter((count) => count >= cap).length ?? 0;
    return missed === 0 ? "" : ` (${missed} of ${seeds} never)`;
  };
  const titles: Readonly<Record<string, string>> = { tpe: "TPE", random: "random" };
  const cells = rows.map((row) => [
    row.family,
    row.name,
    `${row.present.toFixed(2)} s`,
    `${row.best.toFixed(2)} s`,
    String(of(row, "ours")) + (of(row, "ours") >= cap ? " (never)" : ""),
    ...rivals.map((name) => String(of(row, name)) + censored(row, name)),
    ...rivals.map((name) => ratio(row, name).toFixed(2)),
    `${row.own.recommended.toFixed(2)} s after ${row.own.evaluations}`,
  ]);
  const head = ["family", "landscape", "present", "best known", "Columbo"];
  const versus = rivals.map((name) => `Columbo / ${titles[name] ?? name}`);
  const overall = (name: string, some: readonly Row[]): string =>
    median(some.map((row) => ratio(row, name))).toFixed(2);
  const heldOut = rows.filter(({ family }) => family === "drawn");
  const medians = rivals.map(
    (name, index) =>
      `${versus[index] ?? name} ${overall(name, rows)} (drawn by chance: ${overall(name, heldOut)})`,
  );
  return `${markdown([...head, ...rivals.map((name) => titles[name] ?? name), ...versus, "recommended"], cells)}

Medians over ${rows.length} landscapes: ${medians.join(", ")}. ${seeds} seeds each for the others (medians), at most ${cap} evaluations.`;
}
