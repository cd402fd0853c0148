import type { Plan } from "../../experiments/index.ts";
import type { Progress } from "../contract.ts";
import { grantAccess } from "./access.ts";
import { expectSuccess, readList } from "./api.ts";
import type { Control } from "./control.ts";
import { deleteEach, deleteEvents } from "./etcd-store.ts";
import type { HttpsClient } from "./https-client.ts";
import type { NodeRunner } from "./node-runner.ts";
import { countSchedulable } from "./nodes.ts";
import { createLevelWriter, levelChanges } from "./priority-levels.ts";
import { probeJobPath } from "./probe.ts";
import { waitUntil } from "./wait-until.ts";

export interface BringUp {
  readonly plan: Plan;
  readonly namespace: string;
  readonly control: Control;
  readonly nodes: NodeRunner;
  /** As Columbo, an ordinary user. */
  readonly api: HttpsClient;
  readonly etcd: HttpsClient;
  /** As a member of system:masters. */
  readonly bootstrap: HttpsClient;
  readonly report: (progress: Progress) => void;
  readonly signal: AbortSignal;
  /** As `Site.slowness`. */
  readonly slowness?: number | undefined;
}

interface RoleBinding {
  readonly subjects?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  }[];
}

/**
 * Makes the controllers' service accounts, which the default role bindings name. Left to do it, the controller
 * manager takes three requests for each at its default 20/s, and that is all the difference: 5 s instead of 2 s.
 */
async function createControllerAccounts({ bootstrap, signal }: BringUp): Promise<void> {
  const namespace = "kube-system";
  const bindings = await readList<RoleBinding>(
    bootstrap,
    "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
    signal,
  );
  const names = bindings
    .flatMap(({ subjects }) => subjects ?? [])
    .filter((subject) => subject.kind === "ServiceAccount" && subject.namespace === namespace)
    .map(({ name }) => name);
  await Promise.all(
    [...new Set(names)].map((name) => {
      const body = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } };
      // One that is there already, or that cannot be made, is left to the controller manager.
      return bootstrap.send("POST", `/api/v1/namespaces/${namespace}/serviceaccounts`, { body, signal });
    }),
  );
}

async function createNamespace({ api, namespace, signal }: BringUp): Promise<void> {
  const body = { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } };
  expectSuccess(await api.send("POST", "/api/v1/namespaces", { body, signal }), "creating the namespace");
}

/**
 * The API server makes its bindings after its roles, which takes half of the time from its first answer to its being
 * ready. On an emulated machine that leaves ten seconds, which the controller manager takes to begin; waiting for an
 * API server that is not ready, it gives up after ten more.
 */
const firstBinding = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/cluster-admin";

/** What is said once all nodes are Ready. */
export const jobStep = "nodes are Ready: waiting until a Job gets done";

/** Starts every process, and resolves when Jobs get done on all of the plan's nodes. */
export async function bringUp(parts: BringUp): Promise<void> {
  const { plan, namespace, control, nodes, api, etcd, bootstrap, report, signal, slowness } = parts;
  const { settings } = plan;
  report({ kind: "step", text: "starting etcd and kube-apiserver" });
  await control.start("etcd", settings);
  await control.start("kube-apiserver", settings);
  const answers = async (path: string) => (await bootstrap.send("GET", path, { signal })).status === 200;
  const start = { everyMs: 30, deadlineMs: 60_000, signal, slowness };
  if (slowness !== undefined) {
    await waitUntil("kube-apiserver's first role bindings", () => answers(firstBinding), start);
    await control.start("kube-controller-manager", settings);
  }
  await waitUntil("kube-apiserver's start", () => answers("/readyz"), start);
  const levels = levelChanges([], settings, plan.kubernetes);
  await Promise.all([
    grantAccess(bootstrap, signal),
    createControllerAccounts(parts),
    createLevelWriter(bootstrap, plan.kubernetes).write(levels, signal),
  ]);

  report({ kind: "step", text: "starting kube-controller-manager, kube-scheduler and the nodes" });
  // The nodes first: one that is Ready when the controller manager comes never gets its "not ready" mark.
  const started = [nodes.start(settings, signal)];
  started.push(control.start("kube-controller-manager", settings), control.start("kube-scheduler", settings));
  await Promise.all([...started, createNamespace(parts)]);

  const patience = { everyMs: 50, deadlineMs: 60_000, signal, slowness };
  const account = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  const hasAccount = async () => (await api.send("GET", account, { signal })).status === 200;
  const allNodes = async () => (await countSchedulable(api, signal)) === plan.nodes.length;
  await Promise.all([
    control.healthy("kube-scheduler", signal),
    control.healthy("kube-controller-manager", signal),
    waitUntil("readiness of all nodes", allNodes, patience),
    waitUntil("the namespace's service account", hasAccount, patience),
  ]);
  report({ kind: "step", text: jobStep });
  await probeJobPath("controller", api, namespace, { signal, slowness });
  await deleteEach(etcd, namespace, "jobs", signal);
  await deleteEvents(etcd, namespace, signal);
}
