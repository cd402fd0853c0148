import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { consoleFile } from "./console.ts";
import { domainXml } from "./domain/domain-xml.ts";
import { domainName, type Domain } from "./domain/domain.ts";
import type { Acceleration } from "./acceleration.ts";
import type { MachineHost } from "./hosts/machine-host.ts";
import { libvirtOf } from "./hosts/libvirt.ts";
import {
  credentialOf,
  filesCredential,
  kernelArguments,
  type Identity,
  type Whereabouts,
} from "./identity.ts";
import type { MachineImage } from "./image/machine-image.ts";
import { makeSeed, seedFiles } from "./image/seed.ts";
import { hardwareAddress, type MachineNetwork } from "./layout/addresses.ts";
import type { Machine } from "./layout/machines.ts";
import type { Place } from "./layout/placement.ts";
import { loginTo, rollCall, type RollCall } from "./login.ts";
import { patienceOf } from "./software/patience.ts";
import { createSshKey, type SshKey } from "./ssh/keys.ts";
import type { Remote } from "./ssh/remote.ts";

/** A machine that runs and can be logged into. */
export interface RunningMachine {
  readonly machine: Machine;
  readonly address: string;
  /** The host that it is on: "local" or user@address. */
  readonly host: string;
  readonly remote: Remote;
}

/** What makes machines domains of their hosts. */
export interface DomainParts {
  readonly id: string;
  readonly machines: readonly Machine[];
  readonly places: readonly Place[];
  /** One for each host. */
  readonly accelerations: readonly Pick<Acceleration, "by">[];
  /** One for each host. */
  readonly images: readonly MachineImage[];
  readonly network: MachineNetwork;
  readonly bridge: string;
  /** The run's folder on every host; overlays and consoles go there. */
  readonly hostFolder: string;
}

/** What is needed to make a run's machines. */
export interface FleetParts extends DomainParts {
  readonly hosts: readonly MachineHost[];
  /** The run's folder on this machine; keys go there. */
  readonly folder: string;
  readonly host: ProvisionerHost;
}

/** The run's machines, and how others log into them. */
export interface Fleet {
  readonly machines: readonly RunningMachine[];
  /** Files for ssh, of mode 0600. */
  readonly privateKey: string;
  readonly knownHosts: string;
}

const overlayMs = 60_000;
/** libvirt has asked each emulator what it can by then; more means that it asks at every start. */
const slowCreateS = 20;

/**
 * Starts all machines and waits until each lets itself be logged into.
 * @throws ProvisionError with a machine's last words, or the signal's reason
 */
export async function startFleet(parts: FleetParts): Promise<Fleet> {
  const { machines, network, folder, host } = parts;
  const login = createSshKey("columbo");
  const hostKeys = machines.map(({ name }) => createSshKey(name));
  const files = { privateKey: join(folder, "ssh-key"), knownHosts: join(folder, "known_hosts") };
  const known = hostKeys.map(({ publicKey }, index) => `${network.addresses[index] ?? ""} ${publicKey}\n`);
  await writeFile(files.privateKey, login.privateKey, { mode: 0o600 });
  await writeFile(files.knownHosts, known.join(""), { mode: 0o600 });
  host.report({
    kind: "step",
    text: `starting ${machines.length === 1 ? "1 machine" : `${String(machines.length)} machines`}`,
  });
  // One after the other on each host: libvirt takes one at a time in any case.
  for (const [index] of machines.entries()) await startMachine(parts, index, login, hostKeys[index]);
  const roll = rollCall(machines.length);
  const reached = await Promise.all(
    machines.map(async (machine, index) => {
      const running = await reachMachine(parts, machine, index, login, hostKeys[index], roll);
      roll.answered();
      return running;
    }),
  );
  return { machines: reached, ...files };
}

async function reachMachine(
  parts: FleetParts,
  machine: Machine,
  index: number,
  login: SshKey,
  hostKey: SshKey | undefined,
  roll: RollCall,
): Promise<RunningMachine> {
  const { id, places, hosts, accelerations, images, network, hostFolder, host } = parts;
  const { name } = machine;
  const on = places[index]?.host ?? 0;
  const there = hosts[on];
  if (there === undefined || hostKey === undefined) throw new TypeError("no such host");
  const address = network.addresses[index] ?? "";
  const domain = domainName(id, name);
  const patience = patienceOf(accelerations[on]?.by ?? "tcg");
  const again = {
    isDue: () => roll.isLate(patience.silentMs),
    async start() {
      const silent = `${String(patience.silentMs / 1000)} s after the others answered`;
      host.report({ kind: "note", text: `machine ${name} is silent ${silent}: it is started anew` });
      await libvirtOf(there).destroy(domain);
      await startMachine(parts, index, login, hostKey);
    },
  };
  const remote = await loginTo(
    {
      ...{ name, host: there, domain, hostFolder, isOwn: images[on]?.boot.kind === "disk" },
      address: { host: address, user: "root", privateKey: login.privateKey, hostKeys: [hostKey.publicKey] },
    },
    patience,
    again,
    host.signal,
  );
  return { machine, address, host: there.name, remote };
}

async function startMachine(
  parts: FleetParts,
  index: number,
  login: SshKey,
  hostKey: SshKey | undefined,
): Promise<void> {
  const { machines, places, hosts, hostFolder, folder, images, host } = parts;
  const machine = machines[index];
  const on = places[index]?.host ?? 0;
  const [there, image] = [hosts[on], images[on]];
  if (machine === undefined || there === undefined || image === undefined || hostKey === undefined)
    throw new TypeError("no such machine");
  const domain = domainOf(parts, index, machine);
  const identity = identityOf(parts, index, machine, login, hostKey);
  const overlay = ["create", "-q", "-f", "qcow2", "-F", image.format, "-b", image.disk, domain.disk];
  const { exitCode, stderr, failure } = await there.run("qemu-img", overlay, {
    deadlineMs: overlayMs,
    signal: host.signal,
  });
  if (exitCode !== 0)
    throw new ProvisionError(
      `the disk of ${machine.name} cannot be made on ${there.name}: ${failure ?? stderr.trim()}`,
      3,
    );
  if (domain.boot.kind === "disk") {
    const files = seedFiles(identity, domain.hardwareAddress, domain.boot.software !== undefined);
    await there.putFile(await makeSeed(folder, machine.name, files, host.signal), domain.boot.seed);
  }
  const bring = async (text: string, file: string): Promise<string> => {
    const [here, onHost] = [join(folder, file), join(hostFolder, file)];
    await writeFile(here, text, { mode: 0o600 });
    await there.putFile(here, onHost);
    return onHost;
  };
  if (domain.boot.kind === "kernel") await bring(credentialOf(identity), credentialsFile(machine));
  const xml = await bring(domainXml(domain), `${machine.name}.xml`);
  const seconds = await libvirtOf(there).create(xml, host.signal);
  if (seconds > slowCreateS)
    host.report({
      kind: "note",
      text: `libvirt on ${there.name} took ${seconds.toFixed(0)} s to start ${machine.name}: it probes QEMU anew each time, as when /dev/kvm is there and its user may not open it; let that user open it, or set user = "root" in qemu.conf`,
    });
}

const credentialsFile = ({ name }: Machine): string => `${name}.credentials`;

/** The domain of the index-th machine. */
export function domainOf(parts: DomainParts, index: number, machine: Machine): Domain {
  const { id, places, accelerations, images, bridge, hostFolder } = parts;
  const place = places[index];
  const image = images[place?.host ?? 0];
  if (image === undefined) throw new TypeError("each host has the image");
  const acceleration = accelerations[place?.host ?? 0]?.by ?? "tcg";
  return {
    name: domainName(id, machine.name),
    run: id,
    machine,
    acceleration,
    boot:
      image.boot.kind === "kernel"
        ? { ...image.boot, commandLine: kernelArguments(whereaboutsOf(parts, index, machine), acceleration) }
        : { ...image.boot, seed: join(hostFolder, `${machine.name}.iso`) },
    disk: join(hostFolder, `${machine.name}.qcow2`),
    bridge,
    hardwareAddress: hardwareAddress(id, index),
    console: consoleFile(hostFolder, machine.name),
    ...(place?.pinnedTo === undefined ? {} : { pinnedTo: place.pinnedTo }),
    credentials:
      image.boot.kind === "kernel" ? { [filesCredential]: join(hostFolder, credentialsFile(machine)) } : {},
  };
}

function whereaboutsOf(
  { network: { addresses, gateway, bits } }: Pick<DomainParts, "network">,
  index: number,
  { name }: Machine,
): Whereabouts {
  return { hostName: name, address: addresses[index] ?? "", gateway, bits };
}

function identityOf(
  { machines, network }: Pick<DomainParts, "machines" | "network">,
  index: number,
  machine: Machine,
  login: SshKey,
  hostKey: SshKey,
): Identity {
  return {
    ...whereaboutsOf({ network }, index, machine),
    hostKey,
    authorizedKey: login.publicKey,
    hosts: machines.map(({ name }, other) => ({ name, address: network.addresses[other] ?? "" })),
  };
}
