import { createHash } from "node:crypto";
import type { Setting } from "../../knowledge/index.ts";
import type { Plan } from "../../experiments/index.ts";
import { removeCluster } from "../clean.ts";
import type { ClientIdentity, Cluster, ProbedRight } from "../contract.ts";
import type { ExistingApi } from "./api.ts";
import { closedSources } from "./closed.ts";
import type { FoundConfiguration } from "./configuration.ts";
import type { Access } from "./kubeconfig/access.ts";
import { foreignLifecycle } from "./lifecycle.ts";
import type { FoundNodes } from "./nodes.ts";
import { mayDo } from "./rights/probe.ts";
import { foreignKubeconfig, scratchOf } from "./site.ts";

/** All that was found out about a cluster, and what was made on it. */
export interface ForeignCluster {
  readonly id: string;
  readonly folder: string;
  readonly plan: Plan;
  readonly access: Access;
  readonly identity: ClientIdentity;
  readonly api: ExistingApi;
  readonly kubernetes: string;
  readonly kubectl: string;
  readonly namespace: string;
  /** The namespace was made for this run. */
  readonly isOwn: boolean;
  readonly rights: readonly ProbedRight[];
  readonly nodes: FoundNodes;
  readonly configuration: FoundConfiguration;
  readonly interrupt: AbortSignal;
}

/**
 * The cluster as trials see it. `down` removes what the run made on it, and nothing else; what was only looked at has
 * no folder, and so nothing to remove.
 */
export function clusterOf(found: ForeignCluster): Cluster {
  const { id, folder, plan, access, identity, api, kubernetes, namespace, rights, nodes } = found;
  const closing = new AbortController();
  const signal = AbortSignal.any([found.interrupt, closing.signal]);
  const settings = joinedSettings(plan.settings, found.configuration.settings);
  let gone: Promise<void> | undefined;

  async function takeDown(): Promise<void> {
    closing.abort(new Error("the run on the cluster ends"));
    try {
      await removeCluster({ cluster: id, folder, namespace });
    } finally {
      api.close();
    }
  }

  return {
    id,
    kubernetes,
    kubeconfig: foreignKubeconfig(folder),
    apiServer: access.server,
    identity,
    kubectl: found.kubectl,
    namespace,
    scratch: scratchOf(folder),
    logs: [],
    endpoints: [
      ...(mayDo(rights, ["get"], { path: "/metrics" })
        ? [{ component: "kube-apiserver" as const, url: access.server }]
        : []),
      ...nodes.kubelets,
      ...nodes.proxies,
    ],
    nodes: nodes.nodes,
    rights,
    readOnly: true,
    closed: closedSources(rights, nodes.silent),
    fingerprint: fingerprintOf(access, identity),
    notes: found.configuration.notes,
    processes: () => [],
    failed: new AbortController().signal,
    ...foreignLifecycle({ api, namespace, signal }, kubernetes, settings, plan.tuning.allow),
    down: () => (gone ??= takeDown()),
  };
}

/** What the experiment says of the cluster, save where the cluster says otherwise. */
function joinedSettings(said: readonly Setting[], read: readonly Setting[]): readonly Setting[] {
  const known = new Set(read.map(({ parameter }) => parameter));
  return [...said.filter(({ parameter }) => !known.has(parameter)), ...read];
}

/** The same address under the same authority is taken to be the same cluster. */
function fingerprintOf({ server }: Access, { ca = "" }: ClientIdentity): string {
  return createHash("sha256").update(`${server}\n${ca.trim()}`).digest("hex").slice(0, 16);
}
