import type { PlannedLink } from "../../../experiments/index.ts";
import { mustRun } from "../ssh/must.ts";
import type { Remote } from "../ssh/remote.ts";
import { shapesOf, shapingCalls, type Peer } from "./shaping.ts";

/** The name that a machine's only network device has, since its kernel is told to name none by place. */
const device = "eth0";

/**
 * Shapes what a machine sends to its peers. All calls go in one batch, of which an emulated machine starts the program
 * once.
 * @throws ProvisionError with what tc said
 */
export async function applyShaping(
  remote: Remote,
  self: Peer,
  peers: readonly Peer[],
  links: readonly PlannedLink[],
): Promise<void> {
  const calls = shapingCalls(device, shapesOf(self, peers, links));
  if (calls.length === 0) return;
  const input = `${calls.map((argv) => argv.join(" ")).join("\n")}\n`;
  await mustRun(remote, "shaping the network", "tc", ["-batch", "-"], input);
}
