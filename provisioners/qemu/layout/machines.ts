import type { PlannedContinuum, Tier } from "../../../experiments/index.ts";

/** What a machine is for; "bare" where nothing is installed but its system. */
export type MachineRole = "control" | "worker" | "endpoint" | "bare";

/** A virtual machine before it is on any host. */
export interface Machine {
  /** Its host name, and the node's where it is one: cloudcontroller, cloud0, edge0, endpoint0. */
  readonly name: string;
  readonly tier: Tier;
  readonly role: MachineRole;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly quota: number;
  readonly readMBps?: number;
  readonly writeMBps?: number;
}

/** All machines in Continuum's order: the control node, then cloud, edge and endpoint. */
export function machinesOf({
  tiers,
  control,
  until,
}: Pick<PlannedContinuum, "tiers" | "control" | "until">): readonly Machine[] {
  return tiers.flatMap(({ machines, ...size }) => {
    const controls = size.tier === "cloud" && control ? 1 : 0;
    return Array.from({ length: machines }, (_, index): Machine => {
      const name = index < controls ? "cloudcontroller" : `${size.tier}${String(index - controls)}`;
      return { name, role: roleOf(size.tier, index < controls, until), ...size };
    });
  });
}

function roleOf(tier: Tier, isControl: boolean, until: PlannedContinuum["until"]): MachineRole {
  if (until === "infrastructure") return "bare";
  if (isControl) return "control";
  return tier === "endpoint" ? "endpoint" : "worker";
}
