import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import { removeCluster } from "../clean.ts";
import type { Cluster, ProbedRight, Provisioner, ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { recordCluster } from "../ledger.ts";
import { stateFolders } from "../state-folders.ts";
import { openApi, type ExistingApi } from "./api.ts";
import { clusterOf, type ForeignCluster } from "./cluster.ts";
import { readConfiguration } from "./configuration.ts";
import { findKubectl } from "./kubectl.ts";
import { accessTo } from "./kubeconfig/access.ts";
import { identityOf } from "./kubeconfig/identity.ts";
import { createNamespace, namespaceIsReady } from "./namespace.ts";
import { findNodes } from "./nodes.ts";
import { removeTrials } from "./reset.ts";
import { mayDo, probe } from "./rights/probe.ts";
import { lackOf, missingOf } from "./rights/refusal.ts";
import { clusterRights, namespaceRights, watchRights, workloadRights } from "./rights/wanted.ts";
import { writeForeignSite } from "./site.ts";
import { serverVersion } from "./version.ts";

export { grantOf } from "./rights/rules.ts";
export { rbacManifests, type RbacRequest, type Subject } from "./rights/manifests.ts";

/** Where the workload goes, and what Columbo may do on the cluster. */
interface Admission {
  readonly namespace: string;
  readonly isOwn: boolean;
  readonly rights: readonly ProbedRight[];
}

/** Asks for Columbo's rights before anything is made. @throws ProvisionError when needed ones are missing */
async function admission(
  api: ExistingApi,
  given: string | undefined,
  suffix: string,
  signal: AbortSignal,
): Promise<Admission> {
  const namespace = given ?? `columbo-${suffix}`;
  const wanted = [...workloadRights(namespace), ...clusterRights, ...namespaceRights];
  const rights = await probe(api, wanted, signal);
  const isOwn = given === undefined;
  if (isOwn && !mayDo(rights, ["create", "get", "delete"], { resource: "namespaces" }))
    throw new ProvisionError(
      'making and removing a namespace is forbidden: name one with --namespace or [existing] namespace, or get the rights that "columbo rbac" prints',
      3,
    );
  const missing = missingOf(wanted, rights);
  if (missing.length > 0) throw lackOf(missing, given);
  return { namespace, isOwn, rights };
}

/** The rights that watching takes; nothing is made. @throws ProvisionError when needed ones are missing */
async function watchAdmission(api: ExistingApi, namespace: string, signal: AbortSignal): Promise<Admission> {
  const wanted = [...watchRights(namespace), ...clusterRights];
  const rights = await probe(api, wanted, signal);
  const missing = missingOf(wanted, rights);
  if (missing.length > 0) throw lackOf(missing, namespace);
  return { namespace, isOwn: false, rights };
}

/** The way to a cluster, once it is chosen. */
type Connected = Pick<ForeignCluster, "access" | "identity" | "api">;

/** What was found out about a cluster before anything is made on it. */
type Found = Omit<ForeignCluster, "id" | "folder">;

async function lookAt(
  plan: Plan,
  host: ProvisionerHost,
  connection: Connected,
  suffix: string,
): Promise<Found> {
  const { access, api } = connection;
  const { report, signal } = host;
  report({ kind: "step", text: `asking ${access.server} for its version and for Columbo's rights` });
  const kubernetes = await serverVersion(api, signal);
  const given = plan.existing?.namespace;
  const admitted =
    host.watchOnly === true
      ? await watchAdmission(api, given ?? access.namespace ?? "default", signal)
      : await admission(api, given, suffix, signal);
  const nodes = await findNodes(api, access.server, admitted.rights, signal);
  const configuration = await readConfiguration(api, admitted.rights, nodes.kubelets[0], kubernetes, signal);
  const kubectl = await findKubectl(host, kubernetes);
  return { ...connection, ...admitted, plan, kubernetes, kubectl, nodes, configuration, interrupt: signal };
}

/** Makes what trials need on the cluster, in the ledger first. */
async function settle(id: string, folder: string, found: Found, { report }: ProvisionerHost): Promise<void> {
  const { api, access, namespace, isOwn, interrupt: signal } = found;
  await recordCluster(id, folder, { namespace });
  try {
    await writeForeignSite(folder, access, namespace);
    if (isOwn) {
      report({ kind: "step", text: `making namespace ${namespace}` });
      await createNamespace(api, namespace, id, signal);
      await namespaceIsReady(api, namespace, signal);
    } else await removeTrials({ api, namespace, signal });
  } catch (error) {
    await removeCluster({ cluster: id, folder, namespace });
    throw error;
  }
}

async function up(plan: Plan, host: ProvisionerHost): Promise<Cluster> {
  const access = await accessTo(plan.existing ?? {});
  const identity = await identityOf(access);
  const api = openApi(access, identity);
  try {
    const suffix = randomBytes(4).toString("hex");
    const found = await lookAt(plan, host, { access, identity, api }, suffix);
    const id = `existing-${process.pid}-${suffix}`;
    const folder = join(stateFolders().clusters, id);
    if (host.watchOnly !== true) await settle(id, folder, found, host);
    const cluster = clusterOf({ ...found, id, folder });
    const { length } = cluster.nodes;
    const count = length === 0 ? "nodes not listed" : length === 1 ? "1 node" : `${length} nodes`;
    const { kubernetes, namespace } = cluster;
    host.report({
      kind: "done",
      text: `${access.server}: Kubernetes ${kubernetes}, ${count}, namespace ${namespace}`,
    });
    for (const text of cluster.notes ?? []) host.report({ kind: "note", text });
    return cluster;
  } catch (error) {
    api.close();
    throw error;
  }
}

/** A cluster that is there already, reached through its kubeconfig; nothing of it is changed but a namespace. */
export const existingProvisioner: Provisioner = {
  name: "existing",
  lacks: () => Promise.resolve([]),
  up,
};
