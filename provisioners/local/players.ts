import type { Plan, PlannedNode } from "../../experiments/index.ts";
import { hollowPlayer } from "./hollow/index.ts";
import { kwokPlayer } from "./kwok/index.ts";
import type { LocalNodeKind, NodePlayer } from "./node-runner.ts";
import { realPlayer } from "./real/index.ts";

const players: Readonly<Record<LocalNodeKind, NodePlayer>> = {
  kwok: kwokPlayer,
  hollow: hollowPlayer,
  real: realPlayer,
};

/** The nodes of one kind, with who plays them. */
export interface Cast {
  readonly player: NodePlayer;
  readonly nodes: readonly PlannedNode[];
}

/** The plan's nodes by kind; kinds without a node are left out. */
export function castOf(plan: Plan): readonly Cast[] {
  return Object.entries(players)
    .map(([kind, player]) => ({ player, nodes: plan.nodes.filter((node) => node.kind === kind) }))
    .filter(({ nodes }) => nodes.length > 0);
}
