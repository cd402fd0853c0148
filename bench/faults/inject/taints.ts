import type { Cluster } from "../../../provisioners/index.ts";
import { createHttpsClient } from "../../../provisioners/local/https-client.ts";
import type { Injection } from "../fault.ts";

/** A taint on every node, as if they were kept for somebody else. */
export function tainted(key: string, value: string): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const api = createHttpsClient(cluster.apiServer, cluster.identity);
    try {
      for (const { name } of cluster.nodes) {
        const body = { spec: { taints: [{ key, value, effect: "NoSchedule" }] } };
        const { status, body: text } = await api.send("PATCH", `/api/v1/nodes/${name}`, { body });
        if (status !== 200) throw new Error(`node ${name} answered ${String(status)}: ${text}`);
      }
    } finally {
      api.close();
    }
    // It goes with the cluster, which is there for this one fault.
    return { remove: () => Promise.resolve() };
  };
}
