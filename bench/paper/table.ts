import { median } from "simple-statistics";
import { markdown } from "../columbo.ts";
import { paperBenchmarks } from "./benchmarks.ts";
import { comparePaper, errorOf, type Compared } from "./compare.ts";

/** The 28 totals of the paper beside the simulation's and the paper's own model. */
export async function paperTable(): Promise<string> {
  const benchmarks = await paperBenchmarks();
  const { fitted, compared } = comparePaper(benchmarks);
  const constants = fitted.map(
    ({ family, base, service }) =>
      `${family} ${service.workPerPod.node.toFixed(3)} (from case ${base.case}, default)`,
  );
  return [
    `Source of the paper's figures: ${benchmarks.source}.`,
    "Fitted: the latencies of client and node to the single container; the core-seconds of a pod's start on its node to " +
      `each family's case of one node with the defaults, which is not counted: ${constants.join(", ")}. ` +
      "All else is priors.",
    "Assumed of the tuned settings: each limit of a client, its burst, and the first batch equal the number of their objects.",
    "What binds is what shortens the simulated deployment most when it is taken away: a row is node-bound where that is " +
      "the node, else control-plane-bound.",
    rowsOf(compared),
    summaries(compared),
  ].join("\n\n");
}

function rowsOf(compared: readonly Compared[]): string {
  return markdown(
    ["case", "settings", "paper", "simulated", "error", "binds", "equation 7", "its error"],
    compared.map((one) => {
      const { row, settings, seconds, binding, isCalibration } = one;
      return [
        `${row.family} ${row.case}`,
        settings,
        `${row[settings].toFixed(2)} s`,
        `${seconds.toFixed(2)} s`,
        isCalibration ? "fitted" : percent(errorOf(one)),
        binding,
        `${row.equation7.toFixed(1)} s`,
        percent((100 * (row.equation7 - row[settings])) / row[settings]),
      ];
    }),
  );
}

function summaries(compared: readonly Compared[]): string {
  const counted = compared.filter(({ isCalibration }) => !isCalibration);
  const classes: readonly (readonly [string, readonly Compared[]])[] = [
    ["control-plane-bound", counted.filter(({ binding }) => binding !== "node")],
    ["node-bound", counted.filter(({ binding }) => binding === "node")],
    ["all", counted],
  ];
  return markdown(
    ["rows", "counted", "median error", "worst error", "equation 7: median", "equation 7: worst"],
    classes.map(([name, rows]) => {
      const errors = rows.map((one) => Math.abs(errorOf(one)));
      const own = rows.map(({ row, settings }) =>
        Math.abs((100 * (row.equation7 - row[settings])) / row[settings]),
      );
      return [name, String(rows.length), ...[errors, own].flatMap((list) => [middleOf(list), worstOf(list)])];
    }),
  );
}

function percent(value: number): string {
  return `${value.toFixed(1)} %`;
}

function middleOf(errors: readonly number[]): string {
  return errors.length === 0 ? "-" : percent(median([...errors]));
}

function worstOf(errors: readonly number[]): string {
  return errors.length === 0 ? "-" : percent(Math.max(...errors));
}
