import { loadExperiment, planOf } from "../experiments/index.ts";
import { provisioners } from "../provisioners/index.ts";
import { columbo, markdown, shipped } from "./columbo.ts";
import { host } from "./host.ts";

/** An experiment for each size: 4 and 16 workers. */
const experiments = ["quickstart", "paper/weak-16"];
const times = 5;

/** How long a local cluster takes from its start until it is ready, and to be gone again; binaries are cached. */
export async function upTable(): Promise<string> {
  await columbo("setup", "--quiet");
  const rows: string[][] = [];
  for (const name of experiments) {
    const plan = planOf((await loadExperiment(shipped(name))).experiment);
    console.error(`bench: up ${name}`);
    const [ups, downs]: [number[], number[]] = [[], []];
    for (let time = 0; time < times; time += 1) {
      const started = performance.now();
      const cluster = await provisioners.local.up(plan, host);
      const ready = performance.now();
      await cluster.down();
      ups.push((ready - started) / 1000);
      downs.push((performance.now() - ready) / 1000);
    }
    rows.push([String(plan.nodes.length), String(times), spread(ups), spread(downs)]);
  }
  return markdown(["workers", "times", "start to ready", "down"], rows);
}

/** Median and range, seconds. */
function spread(seconds: readonly number[]): string {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN).toFixed(2);
  return `${at(0.5)} s (${at(0)} to ${at(1)})`;
}
