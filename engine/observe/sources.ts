import type { Cluster, LogFile } from "../../provisioners/index.ts";

/**
 * Path of a component's log.
 * @throws Error when the cluster does not give access to it.
 */
export function logOf(cluster: Cluster, source: LogFile["source"]): string {
  const log = cluster.logs.find((candidate) => candidate.source === source);
  if (log === undefined) throw new Error(`cluster ${cluster.id} gives no access to the ${source} log`);
  return log.path;
}
