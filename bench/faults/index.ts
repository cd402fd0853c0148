import type { Fault } from "./fault.ts";
import { controllerClient } from "./limits/controller-client.ts";
import { cpuLimit } from "./workload/cpu-limit.ts";
import { projectedVolume } from "./workload/projected-volume.ts";
import { readinessProbe } from "./workload/readiness-probe.ts";
import { volumeOwnership } from "./workload/volume-ownership.ts";

/** All faults, in the order of the table. */
export const faults: readonly Fault[] = [
  controllerClient,
  cpuLimit,
  projectedVolume,
  readinessProbe,
  volumeOwnership,
];
