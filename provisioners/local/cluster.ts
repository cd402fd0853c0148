import type { Plan } from "../../experiments/index.ts";
import type { Binaries, BinaryName } from "../binaries/index.ts";
import { removeCluster } from "../clean.ts";
import type { ClientIdentity, Cluster, LogFile, ProvisionerHost } from "../contract.ts";
import type { Remains } from "../ledger.ts";
import { createClients, urlsOf, type Clients } from "./clients.ts";
import { createControl, type ComponentStarter, type Control } from "./control.ts";
import { writeSecret } from "./establish.ts";
import { createLifecycle } from "./lifecycle.ts";
import type { NodeRunner } from "./node-runner.ts";
import type { Authority } from "./pki.ts";
import { createRunners } from "./runners.ts";
import { settableComponents } from "./settings.ts";
import { auditLog, inSite, kubeconfigFile, logFile, type Site } from "./site.ts";
import { createSupervisor } from "./supervisor.ts";

export const namespace = "columbo";

/** A cluster whose processes may not have been started yet. `down` works at any time. */
export interface LocalCluster {
  readonly cluster: Cluster;
  readonly control: Control;
  readonly clients: Clients;
  readonly nodes: NodeRunner;
}

/** What a cluster is made from. */
export interface ClusterParts {
  readonly id: string;
  readonly site: Site;
  readonly plan: Plan;
  readonly binaries: Binaries & Readonly<Partial<Record<BinaryName, string>>>;
  readonly authority: Authority;
  /** Columbo's own. */
  readonly identity: ClientIdentity;
  /** What its ledger entry says of it besides its folder. */
  readonly remains: Remains;
  readonly host: ProvisionerHost;
}

/** What the control plane tells of the Job path. */
function controlPlaneLogs(site: Site): readonly LogFile[] {
  return [
    { source: "audit", path: auditLog(site) },
    { source: "kube-controller-manager", path: logFile(site, "kube-controller-manager") },
    { source: "kube-scheduler", path: logFile(site, "kube-scheduler") },
  ];
}

/** Ties a cluster's parts together; starts nothing. An interrupt ends whatever it does, except `down`. */
export function createCluster(parts: ClusterParts): LocalCluster {
  const { id, site, plan, binaries, authority, identity, remains, host } = parts;
  const urls = urlsOf(site);
  const clients = createClients(site, identity);
  const supervisor = createSupervisor(site, id);
  const starter: ComponentStarter = {
    start: (name, argv) => supervisor.start({ component: name }, binaries[name], argv),
    write: writeSecret,
  };
  const control = createControl(site, starter, clients);
  const closing = new AbortController();
  const signal = AbortSignal.any([supervisor.failed, closing.signal, host.signal]);
  const api = clients["kube-apiserver"];
  const ports = site.ports.nodes;
  const nodes = createRunners({ cluster: id, site, plan, ports, binaries, supervisor, authority, api, host });
  const resetSite = {
    ...{ clients, namespace, signal },
    ...(site.quiet === true ? {} : { auditLog: { path: auditLog(site) } }),
  };
  const lifecycle = createLifecycle(resetSite, control, supervisor, nodes, plan);

  let gone: Promise<void> | undefined;
  async function takeDown(): Promise<void> {
    closing.abort(new Error("the cluster is going down"));
    await supervisor.stopAll();
    await nodes.remove();
    for (const client of Object.values(clients)) client.close();
    await removeCluster({ cluster: id, folder: site.folder, ...remains });
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
    logs: [...(site.quiet === true ? [] : controlPlaneLogs(site)), ...nodes.logs],
    allLogs: [
      ...(site.quiet === true ? [] : [auditLog(site)]),
      ...[...settableComponents, "kwok"].map((name) => logFile(site, name)),
      ...nodes.logs.map(({ path }) => path),
    ],
    endpoints: [
      ...settableComponents.map((component) => ({ component, url: urls[component] })),
      ...nodes.endpoints,
    ],
    nodes: nodes.nodes,
    ...(nodes.images === undefined ? {} : { images: nodes.images }),
    maySetVerbosity: true,
    processes: () => supervisor.processes(),
    failed: supervisor.failed,
    ...lifecycle,
    down: () => (gone ??= takeDown()),
  };
  return { cluster, control, clients, nodes };
}
