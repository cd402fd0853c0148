import type { Plan } from "../experiments/index.ts";
import type { Provisioner } from "./contract.ts";
import { existingProvisioner } from "./existing/index.ts";
import { localProvisioner } from "./local/index.ts";

/** Every provisioner by the name that an experiment gives as `provider`. */
export const provisioners: Readonly<Record<Plan["provider"], Provisioner>> = {
  local: localProvisioner,
  existing: existingProvisioner,
};
