import type { Remedy } from "../remedy.ts";
import { given } from "../evidence.ts";

/** What binds pods to the node that they crowd on is taken away: the scheduler then spreads them by itself. */
const withoutBinding = (parameter: string, noun: string): Remedy => ({
  parameter,
  values(context) {
    const { facts, cause } = context;
    if (cause !== "scheduling/unbalanced" || given(context, parameter) === undefined) return [];
    const [node, share, eligible] = ["fullest-node", "fullest-share", "eligible-nodes"].map(
      (id) => facts.known.get(`placement.${id}`)?.value,
    );
    return [
      {
        settings: [{ parameter, value: "" }],
        why: `${noun} draws ${(100 * Number(share)).toFixed(0)} % of the pods to ${String(node)}, and ${String(eligible)} nodes could take them`,
      },
    ];
  },
});

export const nodeSelector = withoutBinding("workload.nodeSelector", "the node selector");
export const affinity = withoutBinding("workload.affinity", "the affinity");
