import type { Fault } from "./fault.ts";
import { controllerClient } from "./limits/controller-client.ts";

/** All faults, in the order of the table. */
export const faults: readonly Fault[] = [controllerClient];
