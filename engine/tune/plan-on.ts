import type { Plan } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";

/**
 * The plan as it holds on its cluster. Of one that is there already, version and configuration are what they are; its
 * hash stays, since it names what was asked for.
 */
export function planOn(plan: Plan, cluster: Cluster): Plan {
  if (plan.provider !== "existing") return plan;
  return {
    ...plan,
    kubernetes: cluster.kubernetes,
    settings: cluster.settings(),
    workload: cluster.kubectl === "" ? { ...plan.workload, client: "api" } : plan.workload,
  };
}

/** What else a result says of the cluster. */
export function clusterNotes(plan: Plan, cluster: Cluster): readonly string[] {
  const isWithout = plan.workload.client === "kubectl" && cluster.kubectl === "";
  return [
    ...(cluster.notes ?? []),
    ...(isWithout
      ? ["kubectl is neither in PATH nor in Columbo's cache: Columbo's own client deployed the workload"]
      : []),
  ];
}
