import type { Experiment } from "../../experiments/index.ts";
import { standUpMachines } from "../../provisioners/index.ts";
import { progressEvent } from "../events.ts";
import { interruptible } from "./interrupt.ts";
import { progressListener } from "./progress/listener.ts";
import { print } from "./table.ts";
import type { TrialOptions } from "./trial-options.ts";

/**
 * Makes an experiment's machines without a workload on them: `infra_only`, or `resource_manager_only` with Kubernetes.
 * They stay, unless the experiment says `delete`; a line for each says how to log into it.
 */
export async function standUp(experiment: Experiment, options: TrialOptions): Promise<void> {
  const listener = await progressListener(options);
  try {
    const standing = await interruptible(listener.emit, (signal) =>
      standUpMachines(experiment, {
        report: (progress) => {
          listener.emit(progressEvent(progress));
        },
        signal,
        ...(options.binDir === undefined ? {} : { binDir: options.binDir }),
      }),
    );
    listener.close();
    print(options.json, standing, () => standing.lines.join("\n"));
  } finally {
    listener.close();
  }
}
