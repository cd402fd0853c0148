import type { Plan } from "../experiments/index.ts";
import type { Provisioner } from "./contract.ts";
import { existingProvisioner } from "./existing/index.ts";
import { localProvisioner } from "./local/index.ts";
import { qemuProvisioner } from "./qemu/index.ts";

/** A provider whose clusters are made or reached; a simulated one is a session of the engine's instead. */
export type ClusterProvider = Exclude<Plan["provider"], "simulated">;

/** Every provisioner by the name that an experiment gives as `provider`. */
export const provisioners: Readonly<Record<ClusterProvider, Provisioner>> = {
  local: localProvisioner,
  qemu: qemuProvisioner,
  existing: existingProvisioner,
};
