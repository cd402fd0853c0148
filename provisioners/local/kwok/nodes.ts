import type { PlannedNode } from "../../../experiments/index.ts";
import type { HttpsClient } from "../https-client.ts";
import { expectSuccess } from "../api.ts";
import { kwokLabel } from "./argv.ts";

/** What a kubelet would register: the node's size, and an address of the range that RFC 2544 keeps free. */
export function nodeObject(node: PlannedNode, index: number, kubernetes: string): unknown {
  const size = { cpu: `${node.cores}`, memory: `${node.memoryGiB}Gi`, pods: `${node.maxPods}` };
  const version = `columbo-${node.kind}`;
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: node.name,
      labels: {
        "kubernetes.io/hostname": node.name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        ...kwokLabel,
      },
    },
    status: {
      capacity: size,
      allocatable: size,
      addresses: [
        { type: "InternalIP", address: `198.19.${1 + Math.floor(index / 256)}.${index % 256}` },
        { type: "Hostname", address: node.name },
      ],
      nodeInfo: {
        architecture: "amd64",
        operatingSystem: "linux",
        bootID: "",
        machineID: "",
        systemUUID: "",
        osImage: version,
        kernelVersion: version,
        containerRuntimeVersion: version,
        kubeletVersion: kubernetes,
        kubeProxyVersion: kubernetes,
      },
    },
  };
}

/** Registers the nodes, several at a time. */
export async function createNodes(
  api: HttpsClient,
  nodes: readonly PlannedNode[],
  kubernetes: string,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all(
    nodes.map(async (node, index) => {
      const body = nodeObject(node, index, kubernetes);
      expectSuccess(await api.send("POST", "/api/v1/nodes", { body, signal }), `creating node ${node.name}`);
    }),
  );
}
