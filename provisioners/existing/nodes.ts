import type { Component } from "../../knowledge/index.ts";
import type { ClusterNode, ComponentEndpoint, ProbedRight } from "../contract.ts";
import type { ExistingApi } from "./api.ts";
import { mayDo } from "./rights/probe.ts";

/** The nodes that may be named, and those of their kubelets and kube-proxies that answer through the API server. */
export interface FoundNodes {
  readonly nodes: readonly ClusterNode[];
  readonly kubelets: readonly ComponentEndpoint[];
  /** Most clusters let kube-proxy listen on its node alone: those say nothing, and nothing is wrong with them. */
  readonly proxies: readonly ComponentEndpoint[];
  /** Nodes whose kubelet gave no answer although asking is allowed. */
  readonly silent: readonly string[];
}

/** Where kube-proxy serves its metrics (ports.ProxyStatusPort of kubernetes pkg/cluster/ports). */
const proxyMetricsPort = 10249;
/** A kubelet that needs longer to say that it is well cannot be read during a trial. */
const answerMs = 3000;

interface NodeList {
  readonly items: readonly { readonly metadata: { readonly name: string } }[];
}

/** Names the nodes and asks each kubelet once whether it can be reached. */
export async function findNodes(
  api: ExistingApi,
  server: string,
  rights: readonly ProbedRight[],
  signal: AbortSignal,
): Promise<FoundNodes> {
  const what = "listing the nodes";
  const list = mayDo(rights, ["list"], { resource: "nodes" })
    ? ((await api.find("/api/v1/nodes", { what, signal })) as NodeList | undefined)
    : undefined;
  const names = (list?.items ?? []).map(({ metadata }) => metadata.name);
  const nodes = names.map((name): ClusterNode => ({ name, kind: "existing" }));
  if (!mayDo(rights, ["get"], { resource: "nodes/proxy" }))
    return { nodes, kubelets: [], proxies: [], silent: [] };
  const answering = async (component: Component, address: (name: string) => string) => {
    const answers = await Promise.all(
      names.map(async (node) => {
        const deadline = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
        const path = `/api/v1/nodes/${address(node)}/proxy`;
        const what = `asking the ${component} of ${node}`;
        return api.find(`${path}/configz`, { what, signal: deadline }).then(
          (answer) => (answer === undefined ? [] : [{ component, url: server + path, node }]),
          () => [],
        );
      }),
    );
    return answers.flat();
  };
  const [kubelets, proxies] = await Promise.all([
    answering("kubelet", (name) => name),
    answering("kube-proxy", (name) => `${name}:${String(proxyMetricsPort)}`),
  ]);
  signal.throwIfAborted();
  const heard = new Set(kubelets.map(({ node }) => node));
  return { nodes, kubelets, proxies, silent: names.filter((name) => !heard.has(name)) };
}
