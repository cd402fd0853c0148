import { markdown, resultOf, seconds, shipped } from "./columbo.ts";

const series = ["01", "02", "04", "08", "16"];

/** The predicted baseline against the measured one on the paper's weak scaling, one trial each. */
export async function modelTable(): Promise<string> {
  const rows: string[][] = [];
  for (const workers of series) {
    const result = await resultOf("run", shipped(`paper/weak-${workers}`), 1);
    const predicted = Object.values(result.baseline?.stages ?? {}).reduce(
      (sum, stage) => sum + (stage.predicted ?? Number.NaN),
      0,
    );
    rows.push([
      String(Number(workers) * 100),
      seconds(result.baseline),
      `${predicted.toFixed(2)} s`,
      `${(result.model.baselineErrorPercent ?? Number.NaN).toFixed(1)} %`,
    ]);
  }
  return markdown(["pods", "measured", "predicted from the warm-up", "error"], rows);
}
