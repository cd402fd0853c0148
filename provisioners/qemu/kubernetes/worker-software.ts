import { kubeconfig } from "../../local/kubeconfig.ts";
import { urlOf } from "../../local/site.ts";
import type { RunningMachine } from "../fleet.ts";
import type { MachineSoftware } from "../install.ts";
import type { Ground } from "../installer.ts";
import type { MachineFile } from "../software/bundle.ts";
import { kubeletPaths } from "../software/kubelet-files.ts";
import type { NodeSoftware } from "./node-software.ts";
import { unitFileOf } from "./services.ts";

/** Folders of every node. */
export const nodeFolders = ["/etc/columbo", "/var/log/columbo"] as const;

/** What every node has: the files of its services, and the certificate that its kubelet serves with. */
export async function nodeFiles(
  { secrets: { authority }, plan: { settings } }: Ground,
  running: RunningMachine,
  software: NodeSoftware,
): Promise<readonly MachineFile[]> {
  const user = `system:node:${running.machine.name}`;
  const server = await authority.issue({ user, groups: ["system:nodes"], addresses: [running.address] });
  return [
    ...software.files(settings),
    { path: kubeletPaths.certificate, text: server.certificate },
    { path: kubeletPaths.key, text: server.key },
    ...[software.containerd, software.kubelet(settings)].map(unitFileOf),
  ];
}

/** A node's files and services, with a kubelet whose client certificate is made here. */
export async function workerSoftware(
  ground: Ground,
  running: RunningMachine,
  software: NodeSoftware,
): Promise<MachineSoftware> {
  const { site, secrets } = ground;
  const { authority } = secrets;
  const user = `system:node:${running.machine.name}`;
  const client = await authority.issue({ user, groups: ["system:nodes"] });
  const identity = { ca: authority.certificate, ...client };
  return {
    running,
    folders: nodeFolders,
    files: [
      ...(await nodeFiles(ground, running, software)),
      { path: kubeletPaths.ca, text: authority.certificate },
      { path: kubeletPaths.kubeconfig, text: kubeconfig(urlOf(site, site.ports.apiServer), identity, user) },
    ],
    services: ["containerd", "kubelet"],
  };
}
