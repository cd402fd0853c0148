import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { rbacManifests, type RbacRequest } from "../../../../provisioners/index.ts";
import { grantOf } from "../../../../provisioners/existing/rights/rules.ts";

interface Printed {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly { readonly resources?: readonly string[]; readonly verbs: readonly string[] }[];
  readonly subjects?: readonly unknown[];
}

function printed(request: RbacRequest): readonly Printed[] {
  return parseAllDocuments(rbacManifests(request)).map((document) => document.toJS() as Printed);
}

const user = { kind: "User", name: "jane@example.org/ops" } as const;

test("for one namespace a Role is enough, and nothing beyond it is asked for", () => {
  const objects = printed({ subject: user, namespace: "load", full: false });
  expect(objects.map(({ kind }) => kind)).toEqual(["Role", "RoleBinding"]);
  expect(objects.every(({ metadata }) => metadata.namespace === "load")).toBe(true);
  const resources = objects[0]!.rules!.flatMap((rule) => rule.resources ?? []);
  expect(resources).toEqual(["jobs", "pods", "events", "pods/log", "serviceaccounts"]);
  expect(objects[0]!.metadata.name).toBe("columbo:jane@example.org-ops");
  expect(objects[1]!.subjects).toEqual([{ apiGroup: "rbac.authorization.k8s.io", ...user }]);
});

test("namespaces of Columbo's own take the rights everywhere", () => {
  const [role] = printed({ subject: user, full: false });
  expect(role!.kind).toBe("ClusterRole");
  expect(role!.rules!.find(({ resources }) => resources?.includes("namespaces"))!.verbs).toEqual([
    "get",
    "create",
    "delete",
  ]);
});

test("what shows more is read where it is, and nothing of it may be written", () => {
  const subject = { kind: "ServiceAccount", name: "columbo", namespace: "ci" } as const;
  const objects = printed({ subject, namespace: "load", full: true });
  const roles = objects.filter(({ rules }) => rules !== undefined);
  expect(roles.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}`.trim())).toEqual([
    "Role load",
    "Role kube-node-lease",
    "Role kube-system",
    "ClusterRole",
  ]);
  const verbs = roles.slice(1).flatMap(({ rules }) => rules!.flatMap((rule) => rule.verbs));
  expect(new Set(verbs)).toEqual(new Set(["get", "list", "watch"]));
  expect(objects.find(({ kind }) => kind === "ClusterRoleBinding")!.subjects).toEqual([subject]);
});

test("a missing right as the rule that would give it", () => {
  expect(grantOf([{ verb: "get", resource: "nodes/proxy" }])).toBe(
    '- apiGroups:\n    - ""\n  resources:\n    - nodes/proxy\n  verbs:\n    - get',
  );
  expect(grantOf([{ verb: "list", group: "batch", resource: "jobs", namespace: "x" }])).toMatch(
    /^# in namespace x\n- apiGroups:\n {4}- batch/,
  );
  expect(grantOf([{ verb: "get", path: "/metrics" }])).toContain("nonResourceURLs:\n    - /metrics");
  const leases = ["x", "y"].flatMap((namespace) =>
    ["list", "watch"].map((verb) => ({ verb, resource: "leases", namespace })),
  );
  expect(
    grantOf(leases)
      .split("\n")
      .filter((line) => /^#|list|watch/.test(line)),
  ).toEqual([
    ...["# in namespace x", "    - list", "    - watch"],
    ...["# in namespace y", "    - list", "    - watch"],
  ]);
});
