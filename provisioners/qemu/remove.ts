import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { VirtualRemains } from "../ledger.ts";
import { run } from "../process.ts";
import { stateFolders } from "../state-folders.ts";
import { domainPrefix } from "./domain/domain.ts";
import { libvirtOf } from "./hosts/libvirt.ts";
import type { MachineHost } from "./hosts/machine-host.ts";
import { closeHosts, openHosts } from "./hosts/open-hosts.ts";
import { dropBridge } from "./network/bridge.ts";
import { sharedFolder } from "./software/inventory.ts";

/**
 * Removes a run's machines from all hosts: the domains that bear its id, its folder, its bridge. Safe to repeat, and
 * touches no domain of anybody else.
 * @returns how many machines there were
 * @throws ProvisionError when a host cannot be reached or something does not go
 */
export async function removeMachines(
  cluster: string,
  { folder, hosts: names, bridge }: VirtualRemains,
): Promise<number> {
  await closeShared(join(stateFolders().clusters, cluster, sharedFolder));
  const hosts = await openHosts(names);
  try {
    let ended = 0;
    for (const host of hosts) ended += await removeFrom(host, cluster, folder);
    if (bridge !== undefined) await dropBridge(hosts[0], bridge);
    return ended;
  } finally {
    closeHosts(hosts);
  }
}

const closeMs = 10_000;

/** Ends the connections that Ansible's calls of ssh shared: nothing but their sockets tells whose they are. */
async function closeShared(folder: string): Promise<void> {
  const sockets = await readdir(folder).catch(() => []);
  await Promise.all(
    sockets.map((socket) =>
      run("ssh", ["-o", `ControlPath=${join(folder, socket)}`, "-O", "exit", "columbo"], {
        deadlineMs: closeMs,
      }),
    ),
  );
}

async function removeFrom(host: MachineHost, cluster: string, folder: string): Promise<number> {
  const libvirt = libvirtOf(host);
  const ours = (await libvirt.names()).filter((name) => name.startsWith(domainPrefix(cluster)));
  await Promise.all(ours.map((name) => libvirt.destroy(name)));
  await host.remove(folder);
  return ours.length;
}
