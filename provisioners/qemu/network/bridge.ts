import { ProvisionError } from "../../errors.ts";
import { pause } from "../../local/wait-until.ts";
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
  const taken = await used(host);
  for (let third = middle; ; third += 1) {
    const network = networkFrom(prefix, third, machines);
    const other = overlapping({ address: network.gateway, bits: network.bits }, taken);
    if (other === undefined) return network;
    if (!other.link.startsWith(bridgePrefix)) throw new ProvisionError(takenBy(network, other), 3);
  }
}

async function used(host: MachineHost): Promise<readonly UsedNetwork[]> {
  return usedNetworks(await ip(host, "listing its addresses", ["-json", "address"]));
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

/** Runs that choose at the same moment see each other at the latest in as many tries. */
const tries = 20;

/**
 * Makes a run's bridge in a network that is its own. Two runs that chose the same one at the same moment both give it
 * up and choose again, each after a while of its own.
 */
export async function claimNetwork(
  host: MachineHost,
  bridge: string,
  wanted: { readonly prefix: string; readonly middle: number; readonly machines: number },
  signal: AbortSignal,
): Promise<MachineNetwork> {
  const { prefix, middle, machines } = wanted;
  for (let count = 0; count < tries; count += 1) {
    const network = await freeNetwork(host, prefix, middle, machines);
    await makeBridge(host, bridge, network);
    const others = (await used(host)).filter(({ link }) => link !== bridge);
    if (overlapping({ address: network.gateway, bits: network.bits }, others) === undefined) return network;
    await dropBridge(host, bridge);
    await pause(longestPauseMs * Math.random(), signal);
  }
  throw new ProvisionError(
    `other runs took every network from ${prefix}.${String(middle)}.0 on: try again`,
    3,
  );
}

const longestPauseMs = 2000;

/** Makes a bridge with the host's own address on it. */
async function makeBridge(
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

/**
 * Addresses for a run's machines on a bridge that was there before and that other hosts have as well. This host's own
 * address on it is the machines' gateway.
 * @throws ProvisionError when this host has none in their network
 */
export async function sharedNetwork(
  host: MachineHost,
  bridge: string,
  {
    prefix,
    middle,
    machines,
  }: { readonly prefix: string; readonly middle: number; readonly machines: number },
): Promise<MachineNetwork> {
  const network = networkFrom(prefix, middle, machines);
  const wanted = { address: network.gateway, bits: network.bits };
  const own = (await used(host)).filter(({ link }) => link === bridge);
  const gateway = overlapping(wanted, own);
  if (gateway === undefined)
    throw new ProvisionError(
      `the bridge ${bridge} of ${host.name} has no address in the machines' network ${network.gateway}/${String(network.bits)}: give it one, or set prefixIP and middleIP to a network that it has`,
      3,
    );
  return { ...network, gateway: gateway.address };
}

/**
 * Sees that another host has the bridge that a run's machines share.
 * @throws ProvisionError where it has none of this name
 */
export async function mustHaveBridge(host: MachineHost, bridge: string): Promise<void> {
  const { exitCode } = await host.run("ip", ["link", "show", "dev", bridge], { deadlineMs });
  if (exitCode !== 0)
    throw new ProvisionError(
      `host ${host.name} has no bridge ${bridge}, which the machines of all hosts share: make one on each host that joins them, and name it in [qemu] bridge`,
      3,
    );
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
