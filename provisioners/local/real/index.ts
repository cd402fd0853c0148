import { ProvisionError } from "../../errors.ts";
import type { NodeParts, NodePlayer, NodeRunner } from "../node-runner.ts";

export function createRealNodes({ nodes }: NodeParts): NodeRunner {
  const [node] = nodes;
  throw new ProvisionError(`not yet available in Columbo: node ${node?.name ?? ""} of kind real`, 3);
}

export const realPlayer: NodePlayer = {
  hasKubelet: true,
  binaries: [],
  ports: () => 0,
  lacks: () => Promise.resolve([]),
  create: createRealNodes,
};
