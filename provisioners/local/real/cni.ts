import { access } from "node:fs/promises";
import { join } from "node:path";

/** Where distributions and Kubernetes' own packages put the CNI plugins. */
export const pluginFolders = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"] as const;

const plugins = ["bridge", "host-local", "loopback"] as const;

/** The first folder with all plugins that a real node's network needs. */
export async function findPlugins(folders: readonly string[] = pluginFolders): Promise<string | undefined> {
  for (const folder of folders) {
    const looks = plugins.map((plugin) => access(join(folder, plugin)));
    if ((await Promise.allSettled(looks)).every(({ status }) => status === "fulfilled")) return folder;
  }
  return undefined;
}

/** The network of a node's pods: a bridge of its own, no gateway, no route, no masquerade. */
export function networkConfig(bridge: string, subnet: string): string {
  const ipam = { type: "host-local", ranges: [[{ subnet }]], dataDir: "/var/lib/cni/networks" };
  const network = { type: "bridge", bridge, isGateway: false, ipMasq: false, ipam };
  return JSON.stringify({ cniVersion: "0.4.0", name: "columbo", plugins: [network] });
}
