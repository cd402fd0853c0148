import { ProvisionError } from "../../errors.ts";
import type { NodeParts, NodePlayer, NodeRunner } from "../node-runner.ts";

export function createHollowNodes({ nodes }: NodeParts): NodeRunner {
  const [node] = nodes;
  throw new ProvisionError(`not yet available in Columbo: node ${node?.name ?? ""} of kind hollow`, 3);
}

export const hollowPlayer: NodePlayer = {
  hasKubelet: true,
  binaries: [],
  ports: () => 0,
  lacks: () => Promise.resolve([]),
  create: createHollowNodes,
};
