import { loadExperiment, planOf } from "../../experiments/index.ts";
import { provisioners } from "../../provisioners/index.ts";
import { jobStep } from "../../provisioners/local/bring-up.ts";
import { columbo, markdown, shipped } from "../columbo.ts";
import { host } from "../host.ts";

const experiment = shipped("qemu/two-vms");

/** Two machines with Kubernetes on them, so many times: until the node is Ready, until Jobs get done, and with ten pods measured. */
export async function clusterTable(runs: number): Promise<string> {
  const plan = planOf((await loadExperiment(experiment)).experiment);
  const [ready, done, down]: [number[], number[], number[]] = [[], [], []];
  for (let count = 0; count < runs; count += 1) {
    console.error(`bench: two machines, ${String(count + 1)} of ${String(runs)}`);
    const start = performance.now();
    try {
      const cluster = await provisioners.qemu.up(plan, {
        ...host,
        report: ({ text }) => {
          if (text === jobStep) ready.push((performance.now() - start) / 1000);
        },
      });
      done.push((performance.now() - start) / 1000);
      const before = performance.now();
      await cluster.down();
      down.push((performance.now() - before) / 1000);
    } catch (error) {
      // One that never came counts as one that came too late.
      console.error(`bench: ${(error as Error).message}`);
    }
  }
  const whole: number[] = [];
  for (let count = 0; count < Math.min(3, runs); count += 1) {
    console.error("bench: ten pods measured on two machines");
    const start = performance.now();
    await columbo("run", experiment, "--quiet");
    whole.push((performance.now() - start) / 1000);
  }
  const within = ready.filter((seconds) => seconds < 120).length;
  return markdown(
    ["two machines of 2 vCPU and 2 GiB", "times", "median", "fastest", "slowest"],
    [
      row(`until the node is Ready (${String(within)} of ${String(runs)} under 120 s)`, ready),
      row("until a Job got done", done),
      row("taken away", down),
      row("`columbo run`: the same, ten pods measured, taken away", whole),
    ],
  );
}

function row(what: string, seconds: readonly number[]): string[] {
  const sorted = seconds.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    `${(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1)} s`;
  return [what, String(seconds.length), at(0.5), at(0), at(1)];
}
