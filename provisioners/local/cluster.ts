import type { Plan } from "../../experiments/index.ts";
import type { Binaries } from "../binaries/index.ts";
import { removeCluster } from "../clean.ts";
import type { ClientIdentity, Cluster } from "../contract.ts";
import { createClients, urlsOf, type Clients } from "./clients.ts";
import { createControl, type Control } from "./control.ts";
import { createLifecycle } from "./lifecycle.ts";
import { settableComponents } from "./settings.ts";
import { auditLog, inSite, kubeconfigFile, logFile, type Site } from "./site.ts";
import { createSupervisor } from "./supervisor.ts";

export const namespace = "columbo";

/** A cluster whose processes may not have been started yet. `down` works at any time. */
export interface LocalCluster {
  readonly cluster: Cluster;
  readonly control: Control;
  readonly clients: Clients;
}

/** Ties a cluster's parts together; starts nothing. An interrupt ends whatever it does, except `down`. */
export function createCluster(
  id: string,
  site: Site,
  plan: Plan,
  binaries: Binaries,
  identity: ClientIdentity,
  interrupt: AbortSignal,
): LocalCluster {
  const urls = urlsOf(site);
  const clients = createClients(site, identity);
  const supervisor = createSupervisor(site, id);
  const control = createControl(site, binaries, supervisor, clients);
  const closing = new AbortController();
  const signal = AbortSignal.any([supervisor.failed, closing.signal, interrupt]);
  const resetSite = { clients, namespace, auditLog: auditLog(site), signal };
  const lifecycle = createLifecycle(resetSite, control, supervisor, plan.kubernetes, plan.settings);

  let gone: Promise<void> | undefined;
  async function takeDown(): Promise<void> {
    closing.abort(new Error("the cluster is going down"));
    await supervisor.stopAll();
    for (const client of Object.values(clients)) client.close();
    await removeCluster({ cluster: id, folder: site.folder });
  }

  const cluster: Cluster = {
    id,
    kubernetes: plan.kubernetes,
    kubeconfig: kubeconfigFile(site, "columbo"),
    apiServer: urls["kube-apiserver"],
    identity,
    kubectl: binaries.kubectl,
    namespace,
    scratch: inSite(site, "scratch"),
    logs: [
      { source: "audit", path: auditLog(site) },
      { source: "kube-controller-manager", path: logFile(site, "kube-controller-manager") },
      { source: "kube-scheduler", path: logFile(site, "kube-scheduler") },
    ],
    allLogs: [auditLog(site), ...[...settableComponents, "kwok"].map((name) => logFile(site, name))],
    endpoints: settableComponents.map((component) => ({ component, url: urls[component] })),
    nodes: plan.nodes.map(({ name, kind }) => ({ name, kind })),
    maySetVerbosity: true,
    processes: () => supervisor.processes(),
    failed: supervisor.failed,
    ...lifecycle,
    down: () => (gone ??= takeDown()),
  };
  return { cluster, control, clients };
}
