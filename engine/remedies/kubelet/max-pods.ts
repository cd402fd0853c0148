import type { Remedy } from "../remedy.ts";
import { podsPerNode } from "../room.ts";
import { factNumber } from "../evidence.ts";

const parameter = "kubelet.maxPods";
/** The scheduler spreads pods nearly evenly, and nodes have pods of their own. */
const headRoom = 1.1;

/** As many pods as each node must take. */
export const maxPods: Remedy = {
  parameter,
  values(context) {
    if (context.cause !== "kubelet/max-pods") return [];
    const perNode = podsPerNode(context);
    if (perNode === undefined)
      return [{ reason: "how many nodes there are is not known: they could not be listed" }];
    const value = Math.ceil(Number((headRoom * perNode).toFixed(3)));
    const now = factNumber(context, "allocatable.pods");
    if (value <= now) return [{ reason: `nodes take ${now} pods, and others have their places` }];
    return [
      {
        settings: [{ parameter, value }],
        before: [{ parameter, value: now }],
        why: `each node must take ${perNode} pods if all are to have one, and some more since they are not spread quite evenly`,
      },
    ];
  },
};
