import type { HttpsClient } from "./https-client.ts";
import { expectSuccess } from "./api.ts";

/** Columbo's own user name: an ordinary user, which priority-and-fairness treats as such. */
export const columboUser = "columbo";
export const kwokUser = "columbo:kwok";
/** Who kube-apiserver is to kubelets. */
export const kubeletClientUser = "columbo:kube-apiserver";

const rbac = "rbac.authorization.k8s.io";

/** What kwok needs to play the kubelets of all nodes. */
const kwokRole = {
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRole",
  metadata: { name: kwokUser },
  rules: [
    { apiGroups: [""], resources: ["nodes"], verbs: ["get", "list", "watch"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch", "patch", "delete"] },
    { apiGroups: [""], resources: ["nodes/status", "pods/status"], verbs: ["patch", "update"] },
    {
      apiGroups: ["coordination.k8s.io"],
      resources: ["leases"],
      verbs: ["get", "list", "watch", "create", "patch", "update"],
    },
    { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: ["create", "patch", "update"] },
  ],
};

const binding = (user: string, role: string) => ({
  apiVersion: `${rbac}/v1`,
  kind: "ClusterRoleBinding",
  metadata: { name: user },
  roleRef: { apiGroup: rbac, kind: "ClusterRole", name: role },
  subjects: [{ apiGroup: rbac, kind: "User", name: user }],
});

/**
 * Gives Columbo and kwok their rights. `bootstrap` is a member of system:masters, the only one; nobody is it
 * during a measurement, because its requests pass priority-and-fairness by.
 */
export async function grantAccess(bootstrap: HttpsClient, signal: AbortSignal): Promise<void> {
  const create = async (resource: string, body: unknown) => {
    const answer = await bootstrap.send("POST", `/apis/${rbac}/v1/${resource}`, { body, signal });
    expectSuccess(answer, `granting access to the API server`);
  };
  await Promise.all([
    create("clusterroles", kwokRole),
    create("clusterrolebindings", binding(columboUser, "cluster-admin")),
    create("clusterrolebindings", binding(kwokUser, kwokUser)),
    create("clusterrolebindings", binding(kubeletClientUser, "system:kubelet-api-admin")),
  ]);
}
