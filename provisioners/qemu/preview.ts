import { join } from "node:path";
import type { PlannedContinuum } from "../../experiments/index.ts";
import { accelerationSigns, judgeAcceleration } from "./acceleration.ts";
import { domainXml } from "./domain/domain-xml.ts";
import { domainOf } from "./fleet.ts";
import { closeHosts, openHosts } from "./hosts/open-hosts.ts";
import type { MachineImage } from "./image/machine-image.ts";
import { machineImagesFolder } from "./image/ensure.ts";
import { machinesOf } from "./layout/machines.ts";
import { freeNetwork, machineBridge } from "./network/bridge.ts";
import { placed } from "./raise.ts";

/** Stands where each run has an id of its own. */
const id = "qemu-0-00000000";

/** A domain that would be made. */
export interface PreviewedDomain {
  readonly name: string;
  /** The host that it would be on. */
  readonly host: string;
  readonly xml: string;
}

/**
 * The domains that an experiment would make, with its placement and addresses as things are now; makes nothing.
 * @throws ProvisionError where they would be refused
 */
export async function previewMachines(continuum: PlannedContinuum): Promise<readonly PreviewedDomain[]> {
  const hosts = await openHosts(continuum.hosts);
  try {
    const machines = machinesOf(continuum);
    const { places } = await placed(machines, hosts, continuum);
    const network = await freeNetwork(hosts[0], continuum.prefix, continuum.middle, machines.length);
    const parts = {
      ...{ id, machines, places, network },
      accelerations: await Promise.all(
        hosts.map(async (host) =>
          continuum.acceleration === "auto"
            ? judgeAcceleration(host.name, await accelerationSigns(host))
            : { by: continuum.acceleration },
        ),
      ),
      images: hosts.map(() => imageOf(continuum)),
      bridge: continuum.bridge ?? machineBridge(id),
      hostFolder: join(continuum.basePath, ".columbo", "runs", id),
    };
    return machines.map((machine, index) => ({
      name: machine.name,
      host: hosts[places[index]?.host ?? 0]?.name ?? "local",
      xml: domainXml(domainOf(parts, index, machine)),
    }));
  } finally {
    closeHosts(hosts);
  }
}

function imageOf({ image }: PlannedContinuum): MachineImage {
  const key = "KEY";
  if (image !== undefined) return { key, disk: image, format: "qcow2", boot: { kind: "disk" } };
  const inside = (name: string): string => join(machineImagesFolder(), key, name);
  const boot = { kind: "kernel", kernel: inside("vmlinuz"), initrd: inside("initrd.img") } as const;
  return { key, disk: inside("disk.raw"), format: "raw", boot };
}
