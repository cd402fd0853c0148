import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import type { Experiment } from "./experiment.ts";
import { expandedPath } from "./options/sections/infrastructure.ts";
import type { Plan } from "./plan.ts";

/** What a simulated cluster is like; nothing with another provider. */
export function plannedSimulation({
  provider,
  infrastructure,
  network,
  file,
}: Experiment): Pick<Plan, "simulated"> {
  if (provider.name !== "simulated") return {};
  const { calibration } = provider;
  // A share of a core for each vCPU is as if there were so many cores less.
  const nodeCores = infrastructure.cloud_cores * infrastructure.cloud_quota;
  const throughput = network?.cloud_throughput;
  return {
    simulated: {
      ...(provider.control_cores === undefined ? {} : { controlCores: provider.control_cores }),
      ...(provider.one_machine ? {} : { nodeCores }),
      roundTripMs: { client: provider.client_round_trip_ms, node: provider.node_round_trip_ms },
      webhookMs: provider.webhook_ms,
      ...(provider.node_work === undefined ? {} : { nodeWork: provider.node_work }),
      workError: provider.work_error,
      images: provider.images,
      // Megabits a second, of which eight make a megabyte.
      ...(throughput === undefined ? {} : { nodeRateMBps: throughput / 8 }),
      ...(calibration === undefined
        ? {}
        : { calibration: resolve(dirname(file), expandedPath(calibration, homedir())) }),
    },
  };
}
