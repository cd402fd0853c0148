import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import { ensureBinaries, type Binaries } from "../binaries/index.ts";
import { removeCluster } from "../clean.ts";
import type { Cluster, Provisioner, ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { recordCluster } from "../ledger.ts";
import { stateFolders } from "../state-folders.ts";
import { bringUp } from "./bring-up.ts";
import { createCluster, namespace } from "./cluster.ts";
import { createSecrets, identityOf, writeSite, type Secrets } from "./establish.ts";
import { createHttpsClient } from "./https-client.ts";
import { lacks } from "./lacks.ts";
import { createAuthority, createSigningKey } from "./pki.ts";
import { choosePorts } from "./ports.ts";
import { withRootCause } from "./root-cause.ts";
import { settingsByComponent } from "./settings.ts";
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
async function start(
  id: string,
  site: Site,
  plan: Plan,
  binaries: Binaries,
  secrets: Secrets,
  host: ProvisionerHost,
): Promise<Cluster> {
  const { cluster, control, clients } = createCluster(
    id,
    site,
    plan,
    binaries,
    identityOf(secrets, "columbo"),
    host.signal,
  );
  const bootstrap = createHttpsClient(urlOf(site.ports.apiServer), identityOf(secrets, "bootstrap"));
  const signal = AbortSignal.any([host.signal, cluster.failed]);
  try {
    await writeSite(site, secrets, plan, namespace);
    const api = clients["kube-apiserver"];
    const parts = {
      plan,
      namespace,
      control,
      api,
      etcd: clients.etcd,
      bootstrap,
      report: host.report,
      signal,
    };
    await withRootCause(signal, () => bringUp(parts));
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
  binaries: Binaries,
  secrets: Secrets,
  host: ProvisionerHost,
): Promise<Cluster> {
  const id = `local-${process.pid}-${randomBytes(4).toString("hex")}`;
  const folder = join(stateFolders().clusters, id);
  const ports = await choosePorts(plan.apiServerPort);
  host.signal.throwIfAborted();
  await recordCluster(id, folder);
  try {
    return await start(id, { folder, ports }, plan, binaries, secrets, host);
  } catch (error) {
    await removeCluster({ cluster: id, folder });
    throw error;
  }
}

async function up(plan: Plan, host: ProvisionerHost): Promise<Cluster> {
  const [lack] = await lacks();
  if (lack !== undefined) throw new ProvisionError(`${lack.what}: ${lack.mend}`, 3);
  // Settings that have nowhere to go are refused before anything is made.
  settingsByComponent(plan.settings);
  const [binaries, secrets] = await Promise.all([ensureBinaries(plan.kubernetes, host), makeSecrets()]);
  for (let tried = 1; ; tried++) {
    try {
      const cluster = await attempt(plan, binaries, secrets, host);
      host.report({ kind: "done", text: `cluster ${cluster.id} is up: ${plan.nodes.length} nodes` });
      return cluster;
    } catch (error) {
      if (tried === attempts || !isPortTaken(error)) throw error;
      host.report({ kind: "note", text: "another program took one of the cluster's ports: trying others" });
    }
  }
}

/** A real control plane as processes of this machine, with kwok's nodes. */
export const localProvisioner: Provisioner = { name: "local", lacks: () => lacks(), up };
