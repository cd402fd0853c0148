import { median } from "simple-statistics";
import { markdown } from "../columbo.ts";
import { paperBenchmarks, type PaperBenchmarks, type PaperRow, type PaperSettings } from "./benchmarks.ts";
import { paperMachines, paperTrial } from "./cluster.ts";
import { bindingOf, simulatedSeconds, valueFor } from "./simulated.ts";
import type { ServiceTimes } from "../../engine/model/index.ts";

interface Compared {
  readonly row: PaperRow;
  readonly settings: PaperSettings;
  readonly seconds: number;
  readonly binding: string;
  /** Its own total was looked at; it shows nothing. */
  readonly isCalibration: boolean;
}

/** The 28 totals of the paper beside the simulation's and the paper's own model. */
export async function paperTable(): Promise<string> {
  const benchmarks = await paperBenchmarks();
  const families = [...new Set(benchmarks.rows.map(({ family }) => family))].map((family) => {
    const base = benchmarks.rows.find((row) => isBase(row) && row.family === family);
    if (base === undefined) throw new Error(`expected a case of one node in the paper's family ${family}`);
    return { family, base, service: calibrated(benchmarks, base) };
  });
  const compared = families.flatMap(({ family, base, service }) =>
    benchmarks.rows
      .filter((row) => row.family === family)
      .flatMap((row) =>
        (["default", "tuned"] as const).map((settings): Compared => {
          const trial = paperTrial(row, settings, service);
          return {
            row,
            settings,
            seconds: simulatedSeconds(trial),
            binding: bindingOf(trial),
            isCalibration: settings === "default" && row === base,
          };
        }),
      ),
  );
  const fitted = families.map(
    ({ family, base, service }) =>
      `${family}: ${service.workPerPod.node.toFixed(3)} (from case ${base.case}, default)`,
  );
  return [
    `Source of the paper's figures: ${benchmarks.source}.`,
    "Fitted: latencies of client and node to the single container; the core-seconds of a pod's start on its node, to " +
      `each family's case of one node with the defaults, which is not counted: ${fitted.join("; ")}. All else is priors.`,
    "Assumed of the tuned settings: each limit of a client, and the first batch, equals the number of its objects.",
    "A row is node-bound when taking the node's limits away shortens its simulation most, else control-plane-bound.",
    rowsOf(compared),
    summaries(compared),
  ].join("\n\n");
}

/** The case of one node with a Job of 100 pods. */
function isBase({ workers, method }: PaperRow): boolean {
  return workers === 1 && method === "pod";
}

function calibrated(benchmarks: PaperBenchmarks, base: PaperRow): ServiceTimes {
  const machines = paperMachines(benchmarks);
  const withWork = (node: number): ServiceTimes => ({
    ...machines,
    workPerPod: { ...machines.workPerPod, node },
  });
  const work = valueFor(base.default, (value) => paperTrial(base, "default", withWork(value)), 0.05, 3);
  return withWork(work);
}

function errorOf({ row, settings, seconds }: Compared): number {
  return (100 * (seconds - row[settings])) / row[settings];
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
