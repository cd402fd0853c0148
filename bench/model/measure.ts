import { mkdir } from "node:fs/promises";
import { createRunFolder } from "../../engine/store/index.ts";
import { openSession } from "../../engine/tune/session.ts";
import { provisioners } from "../../provisioners/index.ts";
import type { Series } from "./series.ts";

const never = new AbortController().signal;

/**
 * Runs the trials of a series on a cluster of its own, as `columbo diagnose` would: the warm-up, the baseline, the
 * changes one after the other.
 * @param folder where the folder of the series is made
 */
export async function measureSeries(folder: string, { name, plan, changes }: Series): Promise<void> {
  await mkdir(folder, { recursive: true });
  const run = await createRunFolder(folder, name, plan);
  const cluster = await provisioners.local.up(plan, { report: () => undefined, signal: never });
  try {
    const session = openSession({ cluster, plan, folder: run, emit: () => undefined, signal: never });
    const measure = async (label: string, instances = plan.workload.instances): Promise<void> => {
      const { deploymentSeconds } = await session.trial(label, {
        workload: {
          ...plan.workload,
          method: instances < plan.workload.instances ? "pod" : plan.workload.method,
          instances,
        },
      });
      console.error(`bench: ${name} ${label}: ${deploymentSeconds.toFixed(2)} s`);
    };
    const repeat = async (label: string): Promise<void> => {
      for (let number = 1; number <= plan.tuning.repeats; number += 1) await measure(`${label}-${number}`);
    };
    await measure("warm-up-single", 1);
    const ramp = Math.min(plan.tuning.warmup, plan.workload.instances);
    if (ramp > 1) await measure("warm-up-ramp", ramp);
    await repeat("baseline");
    for (const [label, settings] of Object.entries(changes)) {
      await cluster.apply([...plan.settings, ...settings]);
      await repeat(label);
    }
  } finally {
    await cluster.down();
  }
}
