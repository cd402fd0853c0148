import type { Right } from "../../contract.ts";

/** A right that Columbo asks for. */
export interface WantedRight extends Right {
  /** Without it nothing can be measured. */
  readonly needed: boolean;
  /** What it is needed for, a phrase. */
  readonly purpose: string;
}

/** All rights on one resource in one namespace. */
function rights(
  needed: boolean,
  purpose: string,
  verbs: readonly string[],
  about: Omit<Right, "verb">,
): readonly WantedRight[] {
  return verbs.map((verb) => ({ verb, ...about, needed, purpose }));
}

/** What watching somebody else's pods takes in their namespace. */
export function watchRights(namespace?: string): readonly WantedRight[] {
  const where = namespace === undefined ? {} : { namespace };
  return [
    ...rights(true, "the pods' way is watched", ["get", "list", "watch"], { resource: "pods", ...where }),
    ...rights(false, "the events' names hold nanoseconds", ["get", "list", "watch"], {
      resource: "events",
      ...where,
    }),
    ...rights(false, "the first line of a container's log shows when the application runs", ["get"], {
      resource: "pods/log",
      ...where,
    }),
  ];
}

/** What a measurement does in the namespace of the workload. */
export function workloadRights(namespace?: string): readonly WantedRight[] {
  const where = namespace === undefined ? {} : { namespace };
  return [
    ...rights(true, "the workload is deployed as Jobs and removed", ["get", "list", "create", "delete"], {
      group: "batch",
      resource: "jobs",
      ...where,
    }),
    ...watchRights(namespace),
    ...rights(false, "a new namespace takes no pod before its service account is there", ["get"], {
      resource: "serviceaccounts",
      ...where,
    }),
  ];
}

/** What a namespace of Columbo's own takes. */
export const namespaceRights: readonly WantedRight[] = rights(
  false,
  "the workload gets a namespace of its own, which is removed",
  ["get", "create", "delete"],
  { resource: "namespaces" },
);

/** What shows more than the workload's own namespace does. */
export const clusterRights: readonly WantedRight[] = [
  ...rights(false, "the nodes are named and counted", ["list"], { resource: "nodes" }),
  ...rights(false, "the kubelets' metrics and configuration are read through the API server", ["get"], {
    resource: "nodes/proxy",
  }),
  ...["kube-node-lease", "kube-system"].flatMap((namespace) =>
    rights(false, "the renewals of Leases bound how far the hosts' clocks are off", ["list", "watch"], {
      group: "coordination.k8s.io",
      resource: "leases",
      namespace,
    }),
  ),
  ...rights(false, "the control plane's command lines show how it is set", ["list"], {
    resource: "pods",
    namespace: "kube-system",
  }),
  { verb: "get", path: "/metrics", needed: false, purpose: "kube-apiserver's own metrics are read" },
];
