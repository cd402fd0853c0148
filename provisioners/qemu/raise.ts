import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedContinuum } from "../../experiments/index.ts";
import { architecture } from "../binaries/downloads.ts";
import { removeCluster } from "../clean.ts";
import type { ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { recordCluster, type VirtualRemains } from "../ledger.ts";
import { makeFolders } from "../make-folders.ts";
import { stateFolders } from "../state-folders.ts";
import { accelerationSigns, judgeAcceleration, slowestOf, type Acceleration } from "./acceleration.ts";
import { emulatorBytes, translationCacheMiB } from "./domain/domain.ts";
import { startFleet, type Fleet } from "./fleet.ts";
import type { MachineHost } from "./hosts/machine-host.ts";
import { closeHosts, openHosts, type Hosts } from "./hosts/open-hosts.ts";
import { sizeOf } from "./hosts/size.ts";
import { imageOn } from "./image/distribute.ts";
import type { ImageBoot, MachineImage } from "./image/machine-image.ts";
import type { MachineNetwork } from "./layout/addresses.ts";
import { shortages } from "./layout/capacity.ts";
import { machinesOf, type Machine } from "./layout/machines.ts";
import { pinned, spread, type Place } from "./layout/placement.ts";
import { claimNetwork, machineBridge, mustHaveBridge, sharedNetwork } from "./network/bridge.ts";

/** Machines that run, with all that was found out on the way. */
export interface Raised {
  readonly id: string;
  /** The run's folder on this machine. */
  readonly folder: string;
  /** What its ledger entry says of it besides that. */
  readonly remains: VirtualRemains;
  readonly fleet: Fleet;
  /** Open until the run is taken down. */
  readonly hosts: Hosts;
  /** The run's folder on every host. */
  readonly hostFolder: string;
  readonly network: MachineNetwork;
  /** The slowest of the hosts': one emulated machine makes the run's times emulated ones. */
  readonly acceleration: Acceleration;
  /** What a reader must know, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Brings a plan's machines up. Whatever it makes is in the ledger before, and is taken down when this rejects; else
 * whoever calls it does that.
 * @param image makes or finds the machines' base image
 */
export async function raise(
  continuum: PlannedContinuum,
  image: (host: ProvisionerHost) => Promise<MachineImage>,
  host: ProvisionerHost,
): Promise<Raised> {
  if (architecture() !== "amd64")
    throw new ProvisionError(
      `virtual machines are made for x86-64 hosts only, and this is ${architecture()}`,
      3,
    );
  const id = `qemu-${String(process.pid)}-${randomBytes(4).toString("hex")}`;
  const folder = join(stateFolders().clusters, id);
  const hostFolder = join(continuum.basePath, ".columbo", "runs", id);
  const hosts = await openHosts(continuum.hosts);
  try {
    const machines = machinesOf(continuum);
    const { places, notes } = await placed(machines, hosts, continuum);
    for (const text of notes) host.report({ kind: "note", text });
    const base = await image(host);
    const images = await Promise.all(
      hosts.map(async (one, index) => {
        const isUsed = places.some((place) => place.host === index);
        return isUsed ? imageOn(one, base, continuum.basePath, host) : base;
      }),
    );
    const accelerations = await Promise.all(
      hosts.map((one, index) => accelerationOf(one, continuum, images[index]?.boot)),
    );
    const bridge = continuum.bridge ?? machineBridge(id);
    const [first] = hosts;
    const remains: VirtualRemains = {
      folder: hostFolder,
      hosts: continuum.hosts,
      ...(continuum.bridge === undefined ? { bridge } : {}),
    };
    host.signal.throwIfAborted();
    await recordCluster(id, folder, { virtual: remains });
    try {
      await makeFolders(folder, 0o700);
      await mkdir(join(folder, "logs"), { recursive: true, mode: 0o700 });
      for (const one of hosts) await one.makeFolder(hostFolder);
      const { prefix, middle } = continuum;
      const network = await (continuum.bridge === undefined
        ? claimNetwork(first, bridge, { prefix, middle, machines: machines.length }, host.signal)
        : sharedNetwork(first, bridge, { prefix, middle, machines: machines.length }));
      for (const one of hosts) await mustHaveBridge(one, bridge);
      const fleet = await startFleet({
        ...{ id, machines, places, hosts, accelerations, images, network, bridge, folder, hostFolder },
        host,
      });
      const acceleration = slowestOf(accelerations);
      const notesOfAll = [acceleration.says, ...notes];
      return { id, folder, remains, fleet, hosts, hostFolder, network, acceleration, notes: notesOfAll };
    } catch (error) {
      await removeCluster({ cluster: id, folder, virtual: remains });
      throw error;
    }
  } catch (error) {
    closeHosts(hosts);
    throw error;
  }
}

/** Where the machines go; refused where the memory does not suffice. */
export async function placed(
  machines: readonly Machine[],
  hosts: readonly MachineHost[],
  { pin, acceleration, basePath }: PlannedContinuum,
): Promise<{ readonly places: readonly Place[]; readonly notes: readonly string[] }> {
  const sizes = await Promise.all(hosts.map((host) => sizeOf(host, basePath)));
  const places = placing(() => (pin ? pinned(machines, sizes) : spread(machines, sizes)));
  const cache = acceleration === "kvm" ? 0 : translationCacheMiB * 1024 ** 2;
  const short = shortages(machines, places, sizes, emulatorBytes + cache);
  const refused = short.filter((one) => one.refused);
  if (refused.length > 0) throw new ProvisionError(refused.map(({ text }) => text).join("; "), 3);
  return { places, notes: short.map(({ text }) => text) };
}

function placing(place: () => readonly Place[]): readonly Place[] {
  try {
    return place();
  } catch (error) {
    if (error instanceof RangeError) throw new ProvisionError(error.message, 3, { cause: error });
    throw error;
  }
}

async function accelerationOf(
  host: MachineHost,
  { acceleration }: PlannedContinuum,
  boot: ImageBoot | undefined,
): Promise<Acceleration> {
  if (acceleration === "auto")
    return judgeAcceleration(
      host.name,
      await accelerationSigns(host, boot?.kind === "kernel" ? boot : undefined),
    );
  return {
    by: acceleration,
    says: `machines on ${host.name} run with acceleration ${acceleration}, as the experiment says`,
  };
}

/** Lets go of the machines, which end unless they are to stay. Safe to repeat. */
export async function takeDown({ id, folder, remains, fleet, hosts }: Raised, stay: boolean): Promise<void> {
  for (const { remote } of fleet.machines) remote.close();
  closeHosts(hosts);
  if (!stay) await removeCluster({ cluster: id, folder, virtual: remains });
}
