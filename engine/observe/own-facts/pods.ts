import type { Cluster } from "../../../provisioners/index.ts";
import type { Connections } from "./fetch.ts";
import { Unreadable } from "./reader.ts";

/** More pods than these are not asked one by one. */
const most = 500;

/** Names of the pods with these labels, which run or ran. @throws Unreadable when there are none, or too many */
export async function podNames(
  { apiServer }: Cluster,
  connections: Connections,
  { namespace, selector }: { readonly namespace: string; readonly selector: string },
): Promise<readonly string[]> {
  const query = `labelSelector=${encodeURIComponent(selector)}&limit=${String(most)}`;
  const url = `${apiServer}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods?${query}`;
  const list = JSON.parse(await connections.get({ url, asCluster: true })) as {
    readonly metadata?: { readonly continue?: string };
    readonly items?: readonly { readonly metadata: { readonly name: string } }[];
  };
  const names = (list.items ?? []).map(({ metadata }) => metadata.name);
  if (names.length === 0) throw new Unreadable(`namespace ${namespace} has no pod with ${selector}`);
  if ((list.metadata?.continue ?? "") !== "")
    throw new Unreadable(`namespace ${namespace} has more than ${String(most)} pods with ${selector}`);
  return names;
}
