import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mean, median } from "simple-statistics";
import { columbo, markdown } from "../columbo.ts";
import { coverageOf, errorPercentOf, judgeFolder, type Judged } from "./judge.ts";
import { measureSeries } from "./measure.ts";
import { allSeries } from "./series.ts";

/**
 * The model against trials of local clusters. Measured once, they can be judged as often as wanted.
 * @param from a folder that an earlier call kept its trials in; absent = measures
 */
export async function modelTable(from?: string): Promise<string> {
  return tableOf(await judgeFolder(from ?? (await measureAll())));
}

async function measureAll(): Promise<string> {
  await columbo("setup", "--quiet");
  const folder = await mkdtemp(join(tmpdir(), "columbo-bench-model-"));
  console.error(
    `bench: trials go to ${folder}; judge them again with: npm run bench -- model --from ${folder}`,
  );
  for (const series of await allSeries()) await measureSeries(folder, series);
  return folder;
}

function tableOf(judged: readonly Judged[]): string {
  const rows = judged.map((one) => {
    const { series, settings, measured, disturbed, prediction } = one;
    const middle = measured.length === 0 ? "-" : `${median([...measured]).toFixed(2)} s`;
    const known = [series, settings, `${measured.length} of ${measured.length + disturbed}`, middle];
    if (prediction.refused) return [...known, "refused", "", prediction.reason, ""];
    const { inside, all } = coverageOf([one]);
    return [
      ...known,
      `${prediction.deploymentSeconds.toFixed(2)} s`,
      measured.length === 0 ? "-" : `${(errorPercentOf(one) ?? Number.NaN).toFixed(1)} %`,
      `${prediction.low.toFixed(2)} to ${prediction.high.toFixed(2)} s`,
      `${inside} of ${all}`,
    ];
  });
  const head = [
    "series",
    "settings",
    "undisturbed trials",
    "median",
    "predicted",
    "error",
    "90 % interval",
    "inside",
  ];
  return `${markdown(head, rows)}\n\n${markdown(
    ["rows", "predicted", "median error", "worst error", "trials inside", "mean width"],
    [
      summary("all", judged),
      summary(
        "kwok nodes",
        judged.filter(({ series }) => series.startsWith("kwok")),
      ),
      summary(
        "a real node",
        judged.filter(({ series }) => series.startsWith("real")),
      ),
    ],
  )}`;
}

/** Width is the interval's over the prediction. */
function summary(name: string, judged: readonly Judged[]): string[] {
  const errors = judged.flatMap((one) => errorPercentOf(one) ?? []).map(Math.abs);
  const widths = judged.flatMap(({ prediction }) =>
    prediction.refused ? [] : [(prediction.high - prediction.low) / prediction.deploymentSeconds],
  );
  if (errors.length === 0) return [name, `0 of ${judged.length}`, "", "", "", ""];
  const { inside, all } = coverageOf(judged);
  return [
    name,
    `${errors.length} of ${judged.length}`,
    `${median(errors).toFixed(1)} %`,
    `${Math.max(...errors).toFixed(1)} %`,
    `${inside} of ${all} (${((100 * inside) / all).toFixed(0)} %)`,
    `${(100 * mean(widths)).toFixed(0)} %`,
  ];
}
