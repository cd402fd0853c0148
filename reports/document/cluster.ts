import type { StoredRun } from "../../engine/store/stored-run.ts";
import { count, listed } from "../format.ts";

type Plan = StoredRun["plan"];
type NodeKind = Plan["nodes"][number]["kind"];

/** In the order in which a reader wants to hear of them. */
const kinds: readonly NodeKind[] = ["real", "virtual", "hollow", "kwok", "existing"];

/** The kinds of node that a plan's cluster has; none where its nodes are not known. */
export function kindsOf({ nodes }: Plan): readonly NodeKind[] {
  return kinds.filter((kind) => nodes.some((node) => node.kind === kind));
}

/** "2 kwok nodes", "1 real, 4 hollow and 16 kwok nodes"; of a cluster that Columbo did not make, "3 nodes of its own". */
export function nodesPhrase({ nodes }: Plan): string {
  const known = kinds
    .map((kind) => ({ kind, amount: nodes.filter((node) => node.kind === kind).length }))
    .filter(({ kind, amount }) => amount > 0 && kind !== "existing");
  const [only, ...others] = known;
  if (only === undefined)
    return nodes.length === 0 ? "nodes of its own" : `${count(nodes.length, "node")} of its own`;
  if (others.length === 0) return count(only.amount, `${only.kind} node`);
  return `${listed(known.map(({ kind, amount }) => `${String(amount)} ${kind}`))} nodes`;
}
