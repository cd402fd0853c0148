import type { HttpsClient } from "./https-client.ts";
import { readList } from "./api.ts";

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly lastHeartbeatTime?: string;
}

interface NodeState {
  readonly metadata?: { readonly name: string };
  readonly spec: { readonly taints?: readonly unknown[] };
  readonly status: { readonly conditions?: readonly Condition[] };
}

const nodesPath = "/api/v1/nodes?resourceVersion=0";

/** Whether pods can be placed on a node: Ready, and no taint is left of the time when it was not. */
export function isSchedulable(node: NodeState): boolean {
  const ready = node.status.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  return ready === true && (node.spec.taints ?? []).length === 0;
}

/** How many nodes pods can be placed on. */
export async function countSchedulable(api: HttpsClient, signal: AbortSignal): Promise<number> {
  return (await readList<NodeState>(api, nodesPath, signal)).filter(isSchedulable).length;
}

/** Whether pods can be placed on a node by what its kubelet has said since then, milliseconds since the epoch. */
export async function isNodeReady(
  api: HttpsClient,
  name: string,
  since: number,
  signal: AbortSignal,
): Promise<boolean> {
  const node = (await readList<NodeState>(api, nodesPath, signal)).find(
    (each) => each.metadata?.name === name,
  );
  const ready = node?.status.conditions?.find(({ type }) => type === "Ready");
  return node !== undefined && isSchedulable(node) && Date.parse(ready?.lastHeartbeatTime ?? "") >= since;
}
