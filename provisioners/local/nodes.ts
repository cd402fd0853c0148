import type { HttpsClient } from "./https-client.ts";
import { readList } from "./api.ts";

interface NodeState {
  readonly spec: { readonly taints?: readonly unknown[] };
  readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Whether pods can be placed on a node: Ready, and no taint is left of the time when it was not. */
export function isSchedulable(node: NodeState): boolean {
  const ready = node.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  return ready === true && (node.spec.taints ?? []).length === 0;
}

/** How many nodes pods can be placed on. */
export async function countSchedulable(api: HttpsClient, signal: AbortSignal): Promise<number> {
  return (await readList<NodeState>(api, "/api/v1/nodes?resourceVersion=0", signal)).filter(isSchedulable)
    .length;
}
