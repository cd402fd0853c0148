import type { ClusterNode, ComponentEndpoint, ProbedRight } from "../contract.ts";
import type { ExistingApi } from "./api.ts";
import { mayDo } from "./rights/probe.ts";

/** The nodes that may be named, and those of their kubelets that answer through the API server. */
export interface FoundNodes {
  readonly nodes: readonly ClusterNode[];
  readonly kubelets: readonly ComponentEndpoint[];
  /** Nodes whose kubelet gave no answer although asking is allowed. */
  readonly silent: readonly string[];
}

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
  if (!mayDo(rights, ["get"], { resource: "nodes/proxy" })) return { nodes, kubelets: [], silent: [] };
  const answers = await Promise.all(
    names.map(async (name) => {
      const deadline = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
      const path = `/api/v1/nodes/${name}/proxy/configz`;
      return api.find(path, { what: `asking the kubelet of ${name}`, signal: deadline }).then(
        (answer) => answer !== undefined,
        () => false,
      );
    }),
  );
  signal.throwIfAborted();
  const kubelets = names.filter((_, index) => answers[index] === true);
  return {
    nodes,
    kubelets: kubelets.map((node) => ({
      component: "kubelet",
      url: `${server}/api/v1/nodes/${node}/proxy`,
      node,
    })),
    silent: names.filter((_, index) => answers[index] !== true),
  };
}
