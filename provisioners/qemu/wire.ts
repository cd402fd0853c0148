import type { PlannedContinuum } from "../../experiments/index.ts";
import type { RunningMachine } from "./fleet.ts";
import { applyShaping } from "./network/apply-shaping.ts";
import { routesFrom } from "./software/pod-network.ts";
import { mustRun } from "./ssh/must.ts";

/** Delay and rate of what each machine sends, and the routes to the pods of the others. */
export async function wire({ links }: PlannedContinuum, machines: readonly RunningMachine[]): Promise<void> {
  const peers = machines.map(({ machine: { name, tier }, address }) => ({ name, tier, address }));
  const nodes = machines
    .filter(({ machine }) => machine.role === "worker")
    .map(({ machine: { name }, address }) => ({ name, address }));
  await Promise.all(
    machines.map(async ({ machine: { name, tier }, address, remote }) => {
      await applyShaping(remote, { name, tier, address }, peers, links);
      await mustRun(remote, "routing to other nodes' pods", "ip", ["-batch", "-"], routesFrom(name, nodes));
    }),
  );
}
