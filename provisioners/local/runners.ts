import type { Setting } from "../../knowledge/index.ts";
import type { NodeParts, NodeRunner } from "./node-runner.ts";
import { castOf } from "./players.ts";

/** One runner that is all of the cluster's; ports are dealt out in the order of `castOf`. */
export function createRunners(parts: Omit<NodeParts, "nodes">): NodeRunner {
  const { plan, ports } = parts;
  let dealt = 0;
  const runners = castOf(plan).map(({ player, nodes }) => {
    const from = dealt;
    dealt += player.ports(plan, nodes);
    return player.create({ ...parts, nodes, ports: ports.slice(from, dealt) });
  });
  const each = async (work: (runner: NodeRunner) => Promise<void>): Promise<void> => {
    await Promise.all(runners.map(work));
  };
  return {
    nodes: runners.flatMap(({ nodes }) => nodes),
    logs: runners.flatMap(({ logs }) => logs),
    endpoints: runners.flatMap(({ endpoints }) => endpoints),
    ...runners.reduce<{ image?: string }>(
      (named, { image }) => (image === undefined ? named : { image }),
      {},
    ),
    start: (settings: readonly Setting[], signal: AbortSignal) =>
      each((runner) => runner.start(settings, signal)),
    restart: (settings, signal) => each((runner) => runner.restart(settings, signal)),
    reset: (signal) => each((runner) => runner.reset(signal)),
    remove: () => each((runner) => runner.remove()),
  };
}
