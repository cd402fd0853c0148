import { ProvisionError } from "../../errors.ts";
import type { MachineHost } from "../hosts/machine-host.ts";
import { addressesOf, type MachineNetwork } from "../layout/addresses.ts";
import { overlapping, usedNetworks, type UsedNetwork } from "./in-use.ts";

/** How every bridge of Columbo's machines begins; eight digits of the run follow. */
export const bridgePrefix = "cq";

/** Of at most 15 letters, as Linux demands of a link. */
export const machineBridge = (cluster: string): string => `${bridgePrefix}${cluster.slice(-8)}`;

const deadlineMs = 15_000;

/**
 * Addresses for a run's machines that no interface of the host has. Those of another run of Columbo's are stepped over;
 * anybody else's are theirs.
 * @throws ProvisionError naming the interface that has them
 */
export async function freeNetwork(
  host: MachineHost,
  prefix: string,
  middle: number,
  machines: number,
): Promise<MachineNetwork> {
  const used = usedNetworks(await ip(host, "listing its addresses", ["-json", "address"]));
  for (let third = middle; ; third += 1) {
    const network = networkFrom(prefix, third, machines);
    const taken = overlapping({ address: network.gateway, bits: network.bits }, used);
    if (taken === undefined) return network;
    if (!taken.link.startsWith(bridgePrefix)) throw new ProvisionError(takenBy(network, taken), 3);
  }
}

function networkFrom(prefix: string, middle: number, machines: number): MachineNetwork {
  try {
    return addressesOf(prefix, middle, machines);
  } catch (error) {
    throw new ProvisionError((error as RangeError).message, 3, { cause: error });
  }
}

function takenBy({ gateway, bits }: MachineNetwork, { link, address, bits: theirs }: UsedNetwork): string {
  return `the machines' network ${gateway}/${String(bits)} overlaps that of ${link} (${address}/${String(theirs)}): set another prefixIP or middleIP in [infrastructure]`;
}

/** Makes a bridge with the host's own address on it. */
export async function makeBridge(
  host: MachineHost,
  bridge: string,
  { gateway, bits }: MachineNetwork,
): Promise<void> {
  const what = `making the bridge ${bridge}`;
  // No forward delay: a machine's first packets must pass.
  await ip(host, what, ["link", "add", bridge, "type", "bridge", "forward_delay", "0", "stp_state", "0"]);
  await ip(host, what, ["address", "add", `${gateway}/${String(bits)}`, "dev", bridge]);
  await ip(host, what, ["link", "set", bridge, "up"]);
}

/** Removes a bridge; nothing happens when there is none of this name. */
export async function dropBridge(host: MachineHost, bridge: string): Promise<void> {
  const { exitCode, stderr, failure } = await host.run("ip", ["link", "delete", bridge, "type", "bridge"], {
    deadlineMs,
  });
  if (exitCode === 0 || /Cannot find device/.test(stderr)) return;
  throw new ProvisionError(`removing the bridge ${bridge} on ${host.name}: ${failure ?? stderr.trim()}`, 4);
}

async function ip(host: MachineHost, what: string, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr, failure } = await host.run("ip", argv, { deadlineMs });
  if (exitCode === 0) return stdout;
  throw new ProvisionError(`${what} on ${host.name}: ${failure ?? stderr.trim()}`, 3);
}
