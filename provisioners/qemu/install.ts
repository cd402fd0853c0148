import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { clusterVariable } from "../marked-processes.ts";
import { run } from "../process.ts";
import type { RunningMachine } from "./fleet.ts";
import { playFault } from "./play-fault.ts";
import type { Raised } from "./raise.ts";
import { writeBundle, type MachineFile } from "./software/bundle.ts";
import { inventoryText, sharedFolder, type InventoryMachine } from "./software/inventory.ts";

/** What one machine gets. */
export interface MachineSoftware {
  readonly running: RunningMachine;
  readonly folders: readonly string[];
  readonly files: readonly MachineFile[];
  /** Services in the order of their need for each other. */
  readonly services: readonly string[];
}

const playMs = 900_000;

/** Where a machine finds its archive, which its playbook takes away. */
const bundleFile = "/root/columbo.tar";

/** Ansible's own settings: connections are shared and modules piped through them, which halves a task's time. */
const ansible = {
  ANSIBLE_PIPELINING: "True",
  ANSIBLE_GATHERING: "explicit",
  ANSIBLE_RETRY_FILES_ENABLED: "False",
  ANSIBLE_NOCOWS: "1",
  ANSIBLE_DEPRECATION_WARNINGS: "False",
  ANSIBLE_TIMEOUT: "60",
} as const;

/**
 * Plays playbooks on the machines.
 * @throws ProvisionError with what a play says of its first fault
 */
export async function install(
  { id, folder, fleet }: Raised,
  software: readonly MachineSoftware[],
  playbooks: readonly string[],
  host: ProvisionerHost,
): Promise<void> {
  const sockets = join(folder, sharedFolder);
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const machines = await Promise.all(
    software.map(async ({ running, folders, files, services }): Promise<InventoryMachine> => {
      const { name, role } = running.machine;
      if (folders.length + files.length === 0) return { name, role, address: running.address, services };
      const bundle = join(folder, `${name}.tar`);
      await writeBundle(bundle, folders, files);
      await running.remote.putFile(bundle, bundleFile);
      return { name, role, address: running.address, bundle: bundleFile, services };
    }),
  );
  const inventory = join(folder, "inventory.yml");
  await writeFile(inventory, inventoryText(machines, { ...fleet, sockets }), { mode: 0o600 });
  const env = {
    ...ansible,
    ANSIBLE_FORKS: String(machines.length),
    ANSIBLE_LOCAL_TEMP: join(folder, "ansible"),
    [clusterVariable]: id,
  };
  for (const playbook of playbooks) {
    const { exitCode, stdout, stderr, failure } = await run(
      "ansible-playbook",
      ["--inventory", inventory, playbook],
      {
        ...{ cwd: folder, env, deadlineMs: playMs },
        signal: host.signal,
      },
    );
    host.signal.throwIfAborted();
    if (exitCode !== 0)
      throw new ProvisionError(`the playbook ${playbook} failed: ${failure ?? playFault(stdout, stderr)}`, 4);
  }
}
