import type { Cluster } from "../../../provisioners/index.ts";
import type { Injection } from "../fault.ts";
import { objectsMade } from "./objects.ts";

/** A default request for all containers of the workload's namespace that name none. */
export function limitRange(cpu: string): (cluster: Cluster) => Promise<Injection> {
  return (cluster) =>
    objectsMade(cluster, [
      {
        collection: `/api/v1/namespaces/${cluster.namespace}/limitranges`,
        object: {
          apiVersion: "v1",
          kind: "LimitRange",
          metadata: { name: "defaults" },
          spec: { limits: [{ type: "Container", default: { cpu }, defaultRequest: { cpu } }] },
        },
      },
    ]);
}
