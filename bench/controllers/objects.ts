/** A workload whose start is measured and simulated. */
export interface Case {
  readonly name: string;
  readonly kind: "deployment" | "statefulset" | "daemonset";
  /** Pods; of a DaemonSet as many as there are nodes. */
  readonly pods: number;
  readonly podManagementPolicy?: "OrderedReady" | "Parallel";
}

/** Nodes of the cluster, each a kwok node with room for all that a case puts on it. */
export const nodeCount = 100;

export const cases: readonly Case[] = [
  { name: "Deployment", kind: "deployment", pods: 100 },
  { name: "Deployment", kind: "deployment", pods: 300 },
  { name: "StatefulSet, OrderedReady", kind: "statefulset", pods: 10, podManagementPolicy: "OrderedReady" },
  { name: "StatefulSet, Parallel", kind: "statefulset", pods: 60, podManagementPolicy: "Parallel" },
  { name: "DaemonSet", kind: "daemonset", pods: nodeCount },
];

const kinds = { deployment: "Deployment", statefulset: "StatefulSet", daemonset: "DaemonSet" } as const;

/** The object of a case, as a user would write it. */
export function objectOf({ kind, pods, podManagementPolicy }: Case, name: string): object {
  const labels = { case: name };
  return {
    apiVersion: "apps/v1",
    kind: kinds[kind],
    metadata: { name },
    spec: {
      ...(kind === "daemonset" ? {} : { replicas: pods }),
      ...(kind === "statefulset" ? { serviceName: name, podManagementPolicy } : {}),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { terminationGracePeriodSeconds: 0, containers: [{ name: "app", image: "app:1" }] },
      },
    },
  };
}
