import { stringify } from "yaml";
import type { MachineRole } from "../layout/machines.ts";

/** A machine as Ansible reaches it. */
export interface InventoryMachine {
  readonly name: string;
  readonly role: MachineRole;
  readonly address: string;
  /** The archive with what this machine gets, on the machine; absent where that is nothing, as for endpoints. */
  readonly bundle?: string;
  /** Services to start, in the order of their need for each other. */
  readonly services: readonly string[];
}

/** Files by which Ansible's own ssh knows the machines and is known to them. */
export interface InventoryKeys {
  readonly privateKey: string;
  readonly knownHosts: string;
  /** A folder for the sockets of shared connections. */
  readonly sockets: string;
}

/** Where a run's folder has these sockets. */
export const sharedFolder = "ssh";

/** Longest path of a socket, and what ssh puts behind it while it makes one. Sources: unix(7), OpenSSH's mux.c. */
const [longestSocket, sshSuffix] = [107, 17];

/**
 * Options of ssh that let calls share a connection; none where a socket in this folder would have too long a path.
 * @param longest the longest address of the machines
 */
export function sharing(sockets: string, longest: number): readonly string[] {
  if (Buffer.byteLength(sockets) + 1 + longest + sshSuffix > longestSocket) return ["-o", "ControlMaster=no"];
  return ["-o", "ControlMaster=auto", "-o", "ControlPersist=120s", "-o", `ControlPath=${sockets}/%h`];
}

const groupOf: Readonly<Record<MachineRole, string>> = {
  control: "control",
  worker: "workers",
  endpoint: "endpoints",
  bare: "bare",
};

/** The inventory, as YAML: a group for each role that machines have, and what each machine gets. */
export function inventoryText(machines: readonly InventoryMachine[], keys: InventoryKeys): string {
  const groups = Map.groupBy(machines, ({ role }) => groupOf[role]);
  const children = Object.fromEntries(
    [...groups].map(([group, members]) => [
      group,
      {
        hosts: Object.fromEntries(
          members.map(({ name, address, bundle, services }) => [
            name,
            {
              ansible_host: address,
              ...(bundle === undefined ? {} : { columbo_bundle: bundle }),
              columbo_services: services,
            },
          ]),
        ),
      },
    ]),
  );
  const vars = {
    ansible_user: "root",
    ansible_python_interpreter: "/usr/bin/python3",
    ansible_ssh_private_key_file: keys.privateKey,
    ansible_ssh_common_args: [
      ...["-o", "StrictHostKeyChecking=yes", "-o", `UserKnownHostsFile=${keys.knownHosts}`],
      ...["-o", "GlobalKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes"],
      ...sharing(keys.sockets, Math.max(...machines.map(({ address }) => address.length))),
    ].join(" "),
  };
  return stringify({ all: { vars, children } });
}
