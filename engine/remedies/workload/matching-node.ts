import type { Remedied, Remedy } from "../remedy.ts";
import { isSaid } from "../room.ts";
import { given } from "../evidence.ts";

const cause = "scheduling/no-matching-node";
const byLabels = /node affinity\/selector/;
const byTaint = /untolerated taint/;

/** What the pods ask of a node and no node has goes. */
function withoutDemand(
  parameter: string,
  noun: string,
  left: (value: unknown) => unknown = () => undefined,
): Remedy {
  return {
    parameter,
    values(context) {
      const set = given(context, parameter);
      if (context.cause !== cause || set === undefined || !isSaid(context, byLabels)) return [];
      const rest = left(JSON.parse(set));
      return [
        {
          settings: [{ parameter, value: rest === undefined ? "" : JSON.stringify(rest) }],
          why: `no node has what ${noun} asks for, ${set}`,
        },
      ];
    },
  };
}

export const matchingSelector = withoutDemand("workload.nodeSelector", "the node selector");

/** Of an affinity only what it demands of nodes. */
export const matchingAffinity = withoutDemand("workload.affinity", "the affinity", (value) => {
  const { nodeAffinity = {}, ...pods } = value as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const { requiredDuringSchedulingIgnoredDuringExecution: _demand, ...wishes } = nodeAffinity;
  const rest = { ...pods, ...(Object.keys(wishes).length === 0 ? {} : { nodeAffinity: wishes }) };
  return Object.keys(rest).length === 0 ? undefined : rest;
});

/** Taints that say how a node is, not whom it is kept for. */
const ofCondition = /^node\.kubernetes\.io\//;
const parameter = "workload.tolerations";

/** The taint that most nodes have. */
export const toleration: Remedy = {
  parameter,
  values(context) {
    const { trial } = context;
    if (context.cause !== cause || !isSaid(context, byTaint)) return [];
    const present = JSON.parse(given(context, parameter) ?? "[]") as readonly object[];
    const taints = (trial.objects?.nodes ?? []).flatMap((node) =>
      node.taints.filter(({ key, effect }) => effect !== "PreferNoSchedule" && !ofCondition.test(key)),
    );
    const same = [...Map.groupBy(taints, ({ key, value = "", effect }) => `${key}=${value}:${effect}`)];
    return same
      .sort(([, a], [, b]) => b.length - a.length)
      .flatMap(([text, nodes]): Remedied[] => {
        const [taint] = nodes;
        if (taint === undefined) return [];
        const { key, value, effect } = taint;
        const how = value === undefined ? { operator: "Exists" } : { operator: "Equal", value };
        const tolerations = JSON.stringify([...present, { key, ...how, effect }]);
        return [
          {
            settings: [{ parameter, value: tolerations }],
            why: `${nodes.length} nodes have the taint ${text}, which the pods do not tolerate`,
          },
        ];
      });
  },
};
