import { writeSecret } from "../establish.ts";
import type { NodeParts, NodePlayer, NodeRunner } from "../node-runner.ts";
import { kwokArgv, kwokConfigFile } from "./argv.ts";
import { createNodes } from "./nodes.ts";
import { kwokConfig } from "./stages.ts";

/** One kwok process plays all nodes of this kind: what happens on them is modelled. */
function createKwokNodes({ site, plan, nodes, binaries, supervisor, api }: NodeParts): NodeRunner {
  const nothing = () => Promise.resolve();
  return {
    nodes: nodes.map(({ name, kind }) => ({ name, kind })),
    logs: [],
    endpoints: [],
    async start(_, signal) {
      const { kwok } = binaries;
      if (kwok === undefined) throw new TypeError("no kwok among the binaries");
      await writeSecret(kwokConfigFile(site), kwokConfig(plan.podStart));
      await supervisor.start({ component: "kwok" }, kwok, kwokArgv(site));
      await createNodes(api, nodes, plan.kubernetes, signal);
    },
    restart: nothing,
    reset: nothing,
    remove: nothing,
  };
}

export const kwokPlayer: NodePlayer = {
  binaries: ["kwok"],
  ports: () => 0,
  lacks: () => Promise.resolve([]),
  create: createKwokNodes,
};
