import type { NodeKind } from "../plan.ts";
import type { NodeGroup } from "./known.ts";

/** A node of the local provider before it has a size. */
export interface KindOfNode {
  readonly kind: NodeGroup["kind"];
  /** Pods that it takes. */
  readonly maxPods: number;
}

/** Pods per worker when they are spread evenly, and what the file sets of them. */
export interface Room {
  readonly podsPerWorker: number;
  /** `kubelet.maxPods`, or its default. */
  readonly maxPods: number;
}

/** The scheduler spreads pods nearly evenly, so that a worker may get some more than its share. */
const HEAD_ROOM = 1.1;

/** Whether there is a kubelet on nodes of this kind. */
export function hasKubelet(kind: NodeKind): boolean {
  return kind !== "kwok";
}

/**
 * The kinds of the workers, in the order of the groups. A node with a kubelet takes the pods that its kubelet is
 * configured for; a kwok node takes its share in any case.
 */
export function kindsOfNodes(
  groups: readonly NodeGroup[],
  workers: number,
  { podsPerWorker, maxPods }: Room,
): readonly KindOfNode[] {
  const counted = groups.reduce((sum, { count }) => sum + (count ?? 0), 0);
  // The product is rounded first: 100 x 1.1 is a little more than 110 in binary.
  const share = Math.ceil(Number((podsPerWorker * HEAD_ROOM).toFixed(3)));
  return groups.flatMap(({ kind, count = workers - counted }) => {
    const node = { kind, maxPods: hasKubelet(kind) ? maxPods : Math.max(DEFAULT_MAX_PODS, share) };
    return Array.from({ length: count }, () => node);
  });
}

/** The kubelet's default. */
export const DEFAULT_MAX_PODS = 110;
