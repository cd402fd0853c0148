import type { PlannedContinuum } from "../../experiments/index.ts";
import { ProvisionError } from "../errors.ts";
import type { RunningMachine } from "./fleet.ts";
import { applyShaping } from "./network/apply-shaping.ts";
import { routesFrom } from "./software/pod-network.ts";

const deadlineMs = 60_000;

/** Delay and rate of what each machine sends, and the routes to the pods of the others. */
export async function wire({ links }: PlannedContinuum, machines: readonly RunningMachine[]): Promise<void> {
  const peers = machines.map(({ machine: { name, tier }, address }) => ({ name, tier, address }));
  const nodes = machines
    .filter(({ machine }) => machine.role === "worker")
    .map(({ machine: { name }, address }) => ({ name, address }));
  await Promise.all(
    machines.map(async ({ machine: { name, tier }, address, remote }) => {
      await applyShaping(remote, { name, tier, address }, peers, links);
      const input = routesFrom(name, nodes);
      const { exitCode, stderr, failure } = await remote.run("ip", ["-batch", "-"], { input, deadlineMs });
      if (exitCode !== 0)
        throw new ProvisionError(
          `the routes to other nodes' pods on ${name}: ${failure ?? stderr.trim()}`,
          4,
        );
    }),
  );
}
