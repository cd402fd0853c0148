import type { ServiceTimes } from "../../engine/model/index.ts";
import type { PaperBenchmarks, PaperRow, PaperSettings } from "./benchmarks.ts";
import { paperMachines, paperTrial } from "./cluster.ts";
import { bindingOf, simulatedSeconds, valueFor } from "./simulated.ts";

/** One of the paper's totals beside the simulation's. */
export interface Compared {
  readonly row: PaperRow;
  readonly settings: PaperSettings;
  /** Simulated. */
  readonly seconds: number;
  readonly binding: string;
  /** Its own total was looked at; it shows nothing. */
  readonly isCalibration: boolean;
}

/** What was taken from one family's case of one node. */
export interface Fitted {
  readonly family: PaperRow["family"];
  readonly base: PaperRow;
  readonly service: ServiceTimes;
}

export interface PaperComparison {
  readonly fitted: readonly Fitted[];
  readonly compared: readonly Compared[];
}

/** Every total of the paper beside what the simulation says that saw only its family's case of one node. */
export function comparePaper(benchmarks: PaperBenchmarks): PaperComparison {
  const families = [...new Set(benchmarks.rows.map(({ family }) => family))];
  const fitted = families.map((family): Fitted => {
    const base = benchmarks.rows.find((row) => isBase(row) && row.family === family);
    if (base === undefined) throw new Error(`expected a case of one node in the paper's family ${family}`);
    return { family, base, service: calibrated(benchmarks, base) };
  });
  const compared = fitted.flatMap(({ family, base, service }) =>
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
  return { fitted, compared };
}

/** The case of one node with a Job of 100 pods. */
function isBase({ workers, method }: PaperRow): boolean {
  return workers === 1 && method === "pod";
}

/** The core-seconds of a pod's start on its node with which the default of this case comes out as published. */
function calibrated(benchmarks: PaperBenchmarks, base: PaperRow): ServiceTimes {
  const machines = paperMachines(benchmarks);
  const withWork = (node: number): ServiceTimes => ({
    ...machines,
    workPerPod: { ...machines.workPerPod, node },
  });
  const work = valueFor(base.default, (value) => paperTrial(base, "default", withWork(value)), 0.05, 3);
  return withWork(work);
}

/** (simulated - published) / published, in percent. */
export function errorOf({ row, settings, seconds }: Compared): number {
  return (100 * (seconds - row[settings])) / row[settings];
}
