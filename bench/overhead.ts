import { median, quantile, sampleWithReplacement } from "simple-statistics";
import { loadExperiment, planOf, type Plan, type PlannedNode } from "../experiments/index.ts";
import { columbo, markdown, shipped } from "./columbo.ts";
import { alternately, type Level } from "./overhead-trials.ts";

const pairs = 8;
const levels = ["clock", "default", "all"] as const satisfies readonly Level[];

/** What observing costs: the same trial with the client's clock alone, with the default observers, with all. */
export async function overheadTable(times: number = pairs): Promise<string> {
  await columbo("setup", "--quiet");
  const quickstart = planOf((await loadExperiment(shipped("quickstart"))).experiment);
  const rows: string[][] = [];
  for (const [name, plan] of Object.entries(workloads(quickstart))) {
    console.error(`bench: overhead, ${name}`);
    const seconds = await alternately(plan, levels, times);
    const clock = seconds.clock;
    for (const level of levels)
      rows.push([
        name,
        level,
        String(times),
        `${median([...seconds[level]]).toFixed(2)} s`,
        level === "clock" ? "1" : ratio(clock, seconds[level]),
      ]);
  }
  return markdown(["workload", "observe", "trials", "median", "to the clock alone (95 % interval)"], rows);
}

function workloads(quickstart: Plan): Readonly<Record<string, Plan>> {
  const [first] = quickstart.nodes;
  if (first === undefined) throw new Error("quickstart.cfg was expected to have workers");
  const real: PlannedNode = { ...first, kind: "real", maxPods: 110 };
  const workload = { ...quickstart.workload, client: "api" } as const;
  return {
    "400 pods on 4 kwok nodes": { ...quickstart, workload },
    "100 pods on a real node": {
      ...quickstart,
      nodes: [real],
      // Observers are compared, not how an image comes to the node; and no container may end before the last one runs.
      workload: { ...workload, instances: 100, memoryGB: 0.01, cacheWorker: true, sleepSeconds: 600 },
    },
  };
}

const resamples = 5000;

/**
 * Ratio of the medians, with the interval that 95 % of the resampled ratios lie in. Whole rounds are resampled, since
 * the trials of one round share what the machine did at that time.
 */
function ratio(clock: readonly number[], other: readonly number[]): string {
  const rounds = clock.map((seconds, index) => [seconds, other[index] ?? Number.NaN] as const);
  const ratioOf = (some: readonly (readonly [number, number])[]): number =>
    median(some.map(([, seconds]) => seconds)) / median(some.map(([seconds]) => seconds));
  const ratios = Array.from({ length: resamples }, () =>
    ratioOf(sampleWithReplacement(rounds, rounds.length)),
  );
  const [low, high] = [quantile(ratios, 0.025), quantile(ratios, 0.975)];
  return `${ratioOf(rounds).toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}
