import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../../make-folders.ts";
import { keepingState } from "../../state-fault.ts";
import { writeSecret } from "../establish.ts";
import { kubeconfig } from "../kubeconfig.ts";
import type { NodeParts } from "../node-runner.ts";
import { inSite, pkiFiles, urlOf } from "../site.ts";
import { networkConfig } from "./cni.ts";
import { containerdConfig, registryHosts, type ContainerdOptions } from "./containerd.ts";
import type { KubeletFiles } from "../components/kubelet.ts";
import type { RealNode } from "./node.ts";

/** Where a node's files are. */
export interface NodeFiles {
  readonly kubelet: KubeletFiles;
  readonly containerd: string;
  readonly cniConfig: string;
  readonly registries: string;
}

export function nodeFiles({ site }: NodeParts, node: RealNode): NodeFiles {
  const name = `kubelet-${node.name}`;
  return {
    kubelet: {
      config: join(node.configFolder, "kubelet.json"),
      kubeconfig: inSite(site, "kubeconfigs", `${name}.json`),
      ca: pkiFiles(site).ca,
      certificate: inSite(site, "pki", `${name}.crt`),
      key: inSite(site, "pki", `${name}.key`),
    },
    containerd: join(node.configFolder, "containerd.toml"),
    cniConfig: join(node.configFolder, "cni"),
    registries: join(node.configFolder, "registries"),
  };
}

/** The kubelet's two identities: towards the API server, and as a server itself. */
async function writeIdentities(
  { site, authority }: NodeParts,
  node: RealNode,
  files: KubeletFiles,
): Promise<void> {
  const user = `system:node:${node.name}`;
  const [client, server] = await Promise.all([
    authority.issue({ user, groups: ["system:nodes"] }),
    authority.issue({ user, groups: ["system:nodes"], addresses: [node.address] }),
  ]);
  const identity = { ca: authority.certificate, ...client };
  await Promise.all([
    writeSecret(files.kubeconfig, kubeconfig(urlOf(site, site.ports.apiServer), identity, user)),
    writeSecret(files.certificate, server.certificate),
    writeSecret(files.key, server.key),
  ]);
}

type OwnOptions = Omit<ContainerdOptions, "cniConfig" | "registries">;

/** Writes what containerd reads at its start. */
export async function writeContainerdFile(
  parts: NodeParts,
  node: RealNode,
  containerd: OwnOptions,
  registry?: string,
): Promise<void> {
  const { cniConfig, registries, containerd: file } = nodeFiles(parts, node);
  const config = containerdConfig({
    ...containerd,
    cniConfig,
    ...(registry === undefined ? {} : { registries }),
  });
  await keepingState(() => writeFile(file, config));
}

/** Writes all that a node's programs read at their start, but for the kubelet's configuration. */
export async function writeNodeFiles(
  parts: NodeParts,
  node: RealNode,
  containerd: OwnOptions,
  registry?: string,
): Promise<void> {
  const files = nodeFiles(parts, node);
  const registryFolder = registry === undefined ? undefined : join(files.registries, new URL(registry).host);
  const folders = [node.libFolder, node.logFolder, files.cniConfig, registryFolder];
  await keepingState(async () => {
    for (const folder of folders) if (folder !== undefined) await makeFolders(folder, 0o700);
    // Containers of users other than root look for their volumes below it.
    await chmod(node.libFolder, 0o755);
    if (registry !== undefined && registryFolder !== undefined)
      await writeFile(join(registryFolder, "hosts.toml"), registryHosts(registry));
    await writeFile(join(files.cniConfig, "columbo.conflist"), networkConfig(node.bridge, node.subnet));
  });
  await writeContainerdFile(parts, node, containerd, registry);
  await writeIdentities(parts, node, files.kubelet);
}
