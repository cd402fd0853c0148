import { stringify } from "yaml";
import type { Right } from "../../contract.ts";
import { rulesFor } from "./rules.ts";
import { clusterRights, namespaceRights, workloadRights } from "./wanted.ts";

/** Whom the rights are for. */
export type Subject =
  | { readonly kind: "User"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

/** What `columbo rbac` was asked for. */
export interface RbacRequest {
  readonly subject: Subject;
  /** The workload's namespace; absent = one that Columbo makes, so that the rights hold in all of them. */
  readonly namespace?: string;
  /** Also what is not needed but shows more. */
  readonly full: boolean;
}

const rbac = "rbac.authorization.k8s.io";

/** One role for each subject, so that the rights of two do not overwrite each other; no name may hold "/" or "%". */
function nameFor(subject: Subject): string {
  const of = subject.kind === "User" ? subject.name : `${subject.namespace}:${subject.name}`;
  return `columbo:${of.replaceAll(/[/%]/g, "-")}`;
}

/** Roles with exactly the rights that Columbo asks for, and their bindings, as YAML documents for `kubectl apply`. */
export function rbacManifests(request: RbacRequest): string {
  return objectsOf(request)
    .map((object) => stringify(object))
    .join("---\n");
}

function objectsOf({ subject, namespace, full }: RbacRequest): readonly object[] {
  const workload = workloadRights(namespace);
  const more = full ? clusterRights : [];
  // What stands in a namespace of its own gets its own Role there: a ClusterRole would give more.
  const elsewhere = new Map<string, Right[]>();
  for (const right of more)
    if (right.namespace !== undefined)
      elsewhere.set(right.namespace, [...(elsewhere.get(right.namespace) ?? []), right]);
  const everywhere = [
    ...(namespace === undefined ? [...namespaceRights, ...workload] : []),
    ...more.filter((right) => right.namespace === undefined),
  ];
  return [
    ...(namespace === undefined ? [] : roleWithBinding(subject, workload, namespace)),
    ...[...elsewhere].flatMap(([where, rights]) => roleWithBinding(subject, rights, where)),
    ...(everywhere.length === 0 ? [] : roleWithBinding(subject, everywhere)),
  ];
}

function roleWithBinding(subject: Subject, rights: readonly Right[], namespace?: string): readonly object[] {
  const name = nameFor(subject);
  const prefix = namespace === undefined ? "Cluster" : "";
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  const apiVersion = `${rbac}/v1`;
  return [
    { apiVersion, kind: `${prefix}Role`, metadata, rules: rulesFor(rights) },
    {
      apiVersion,
      kind: `${prefix}RoleBinding`,
      metadata,
      roleRef: { apiGroup: rbac, kind: `${prefix}Role`, name },
      subjects: [subject.kind === "User" ? { apiGroup: rbac, ...subject } : subject],
    },
  ];
}
