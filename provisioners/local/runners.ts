import { allSettled } from "./all-settled.ts";
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
  const closing = new AbortController();
  const begun: Promise<unknown>[] = [];
  const each = (work: (runner: NodeRunner) => Promise<void>) => allSettled(runners.map(work));
  /** What `remove` ends, and waits for: it must make nothing any more after it. */
  const begin = async (
    signal: AbortSignal,
    work: (runner: NodeRunner, signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    const either = AbortSignal.any([signal, closing.signal]);
    const all = each((runner) => work(runner, either));
    begun.push(all);
    await all;
  };
  return {
    nodes: runners.flatMap(({ nodes }) => nodes),
    logs: runners.flatMap(({ logs }) => logs),
    endpoints: runners.flatMap(({ endpoints }) => endpoints),
    ...runners.reduce<Pick<NodeRunner, "images">>(
      (named, { images }) => (images === undefined ? named : { images }),
      {},
    ),
    start: (settings, signal) => begin(signal, (runner, either) => runner.start(settings, either)),
    restart: (settings, signal) => begin(signal, (runner, either) => runner.restart(settings, either)),
    reset: (signal) => begin(signal, (runner, either) => runner.reset(either)),
    async remove() {
      closing.abort(new Error("the cluster is going down"));
      await Promise.allSettled(begun.splice(0));
      await each((runner) => runner.remove());
    },
  };
}
