import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import { clusterBinaries, ensureBinaries } from "../binaries/index.ts";
import { removeCluster } from "../clean.ts";
import type { Cluster, Provisioner, ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { recordCluster, type Remains } from "../ledger.ts";
import { stateFolders } from "../state-folders.ts";
import { bringUp } from "./bring-up.ts";
import { createCluster, namespace, type ClusterParts } from "./cluster.ts";
import { createSecrets, identityOf, writeSite, type Secrets } from "./establish.ts";
import { createHttpsClient } from "./https-client.ts";
import { lacks } from "./lacks.ts";
import { createAuthority, createSigningKey } from "./pki.ts";
import { choosePorts } from "./ports.ts";
import { withRootCause } from "./root-cause.ts";
import { castOf } from "./players.ts";
import { checkSettings } from "./settings.ts";
import { urlOf, type Site } from "./site.ts";

const attempts = 3;

/** Whether a cluster failed because somebody took a port between its choice and its use. */
function isPortTaken(error: unknown): boolean {
  return error instanceof ProvisionError && error.message.includes("address already in use");
}

async function makeSecrets(): Promise<Secrets> {
  const [authority, signingKey] = await Promise.all([createAuthority(), createSigningKey()]);
  return createSecrets(authority, signingKey);
}

/** Starts the cluster's processes; whatever goes wrong, it is taken down before this rejects. */
async function start(parts: ClusterParts, secrets: Secrets): Promise<Cluster> {
  const { site, plan, host } = parts;
  const { cluster, control, clients, nodes } = createCluster(parts);
  const bootstrap = createHttpsClient(urlOf(site, site.ports.apiServer), identityOf(secrets, "bootstrap"));
  const signal = AbortSignal.any([host.signal, cluster.failed]);
  try {
    await writeSite(site, secrets, namespace);
    const api = clients["kube-apiserver"];
    const { etcd } = clients;
    const { report } = host;
    await withRootCause(signal, () =>
      bringUp({ plan, namespace, control, nodes, api, etcd, bootstrap, report, signal }),
    );
    await cluster.reset();
    signal.throwIfAborted();
    return cluster;
  } catch (error) {
    await cluster.down();
    // A component that died, or the user, is the cause; the request that failed of it is not.
    signal.throwIfAborted();
    throw error;
  } finally {
    bootstrap.close();
  }
}

async function attempt(
  plan: Plan,
  binaries: ClusterParts["binaries"],
  secrets: Secrets,
  host: ProvisionerHost,
): Promise<Cluster> {
  const id = `local-${process.pid}-${randomBytes(4).toString("hex")}`;
  const folder = join(stateFolders().clusters, id);
  const cast = castOf(plan);
  const forNodes = cast.reduce((sum, { player, nodes }) => sum + player.ports(plan, nodes), 0);
  const ports = await choosePorts(plan.apiServerPort, forNodes);
  const remains = Object.assign(
    {},
    ...cast.map(({ player, nodes }) => player.remains?.(id, nodes)),
  ) as Remains;
  host.signal.throwIfAborted();
  await recordCluster(id, folder, remains);
  const { authority } = secrets;
  const identity = identityOf(secrets, "columbo");
  const site: Site = {
    folder,
    ports,
    ...(plan.observe === "clock" ? { quiet: true } : {}),
    ...(host.tracing === undefined ? {} : { tracing: host.tracing }),
  };
  try {
    return await start({ id, site, plan, binaries, authority, identity, remains, host }, secrets);
  } catch (error) {
    await removeCluster({ cluster: id, folder, ...remains });
    throw error;
  }
}

async function up(plan: Plan, host: ProvisionerHost): Promise<Cluster> {
  const [lack] = await lacks(plan);
  if (lack !== undefined) throw new ProvisionError(`${lack.what}: ${lack.mend}`, 3);
  const cast = castOf(plan);
  checkSettings(
    plan.settings,
    plan.nodes.map(({ kind }) => kind),
  );
  const names = [...new Set([...clusterBinaries, ...cast.flatMap(({ player }) => player.binaries)])];
  const [binaries, secrets] = await Promise.all([
    ensureBinaries(plan.kubernetes, { ...host, names }),
    makeSecrets(),
  ]);
  for (let tried = 1; ; tried++) {
    try {
      const cluster = await attempt(plan, binaries, secrets, host);
      const { length } = plan.nodes;
      const nodes = `${length} node${length === 1 ? "" : "s"}`;
      host.report({ kind: "done", text: `cluster ${cluster.id} is up: ${nodes}` });
      return cluster;
    } catch (error) {
      if (tried === attempts || !isPortTaken(error)) throw error;
      host.report({ kind: "note", text: "another program took one of the cluster's ports: trying others" });
    }
  }
}

/** A real control plane as processes of this machine, with the nodes that the plan names. */
export const localProvisioner: Provisioner = { name: "local", lacks, up };
