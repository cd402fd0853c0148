import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import type { ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { siteFiles, siteFolders, type Secrets } from "../local/establish.ts";
import { kubeconfig } from "../local/kubeconfig.ts";
import { apiServerArgv } from "../local/components/kube-apiserver.ts";
import { controllerManagerArgv } from "../local/components/kube-controller-manager.ts";
import { etcdArgv } from "../local/components/etcd.ts";
import { schedulerArgv, schedulerConfig, schedulerConfigFile } from "../local/components/kube-scheduler.ts";
import { settableComponents, settingsByComponent, type SettableComponent } from "../local/settings.ts";
import { inSite, urlOf, type Site } from "../local/site.ts";
import { clusterVariable } from "../marked-processes.ts";
import { run } from "../process.ts";
import type { RunningMachine } from "./fleet.ts";
import { controlUnit } from "./kubernetes/control-units.ts";
import type { NodeSoftware } from "./kubernetes/node-software.ts";
import { unitFile } from "./kubernetes/services.ts";
import type { Raised } from "./raise.ts";
import { writeBundle, type MachineFile } from "./software/bundle.ts";
import { inventoryText, type InventoryMachine } from "./software/inventory.ts";
import { kubeletPaths } from "./software/kubelet-files.ts";
import { patienceOf } from "./software/patience.ts";
import { unitText } from "./software/units.ts";

/** What one machine gets. */
export interface MachineSoftware {
  readonly running: RunningMachine;
  readonly folders: readonly string[];
  readonly files: readonly MachineFile[];
  /** Services in the order of their need for each other. */
  readonly services: readonly string[];
}

const argvOf: Readonly<Record<SettableComponent, (site: Site) => readonly string[]>> = {
  etcd: etcdArgv,
  "kube-apiserver": apiServerArgv,
  "kube-controller-manager": controllerManagerArgv,
  "kube-scheduler": schedulerArgv,
};

/** The control plane's files and services. */
export function controlSoftware(
  running: RunningMachine,
  site: Site,
  secrets: Secrets,
  namespace: string,
  { settings }: Pick<Plan, "settings">,
  acceleration: "kvm" | "tcg",
): MachineSoftware {
  const byComponent = settingsByComponent(settings);
  const units = settableComponents.map((name) =>
    controlUnit(site, name, [...argvOf[name](site), ...byComponent[name].flags], patienceOf(acceleration)),
  );
  const scheduler = schedulerConfig(site, byComponent["kube-scheduler"].config);
  return {
    running,
    folders: [site.folder, ...siteFolders.map((folder) => inSite(site, folder))],
    files: [
      ...siteFiles(site, secrets, namespace),
      { path: schedulerConfigFile(site), text: JSON.stringify(scheduler) },
      ...units.map((unit) => ({ path: unitFile(unit.name), text: unitText(unit), mode: 0o644 })),
    ],
    services: [...settableComponents],
  };
}

/** A node's files and services. */
export async function workerSoftware(
  running: RunningMachine,
  site: Site,
  { authority }: Secrets,
  software: NodeSoftware,
  { settings }: Pick<Plan, "settings">,
): Promise<MachineSoftware> {
  const { name } = running.machine;
  const user = `system:node:${name}`;
  const [client, server] = await Promise.all([
    authority.issue({ user, groups: ["system:nodes"] }),
    authority.issue({ user, groups: ["system:nodes"], addresses: [running.address] }),
  ]);
  const identity = { ca: authority.certificate, ...client };
  const units = [software.containerd, software.kubelet(settings)];
  return {
    running,
    folders: ["/etc/columbo", "/var/log/columbo"],
    files: [
      ...software.files(settings),
      { path: kubeletPaths.ca, text: authority.certificate },
      { path: kubeletPaths.kubeconfig, text: kubeconfig(urlOf(site, site.ports.apiServer), identity, user) },
      { path: kubeletPaths.certificate, text: server.certificate },
      { path: kubeletPaths.key, text: server.key },
      ...units.map((unit) => ({ path: unitFile(unit.name), text: unitText(unit), mode: 0o644 })),
    ],
    services: units.map(({ name: unit }) => unit),
  };
}

const playMs = 900_000;

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
 * @throws ProvisionError with the last lines of a play that failed
 */
export async function install(
  { id, folder, fleet }: Raised,
  software: readonly MachineSoftware[],
  playbooks: readonly string[],
  host: ProvisionerHost,
): Promise<void> {
  const sockets = join(folder, "ssh");
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const machines = await Promise.all(
    software.map(async ({ running, folders, files, services }): Promise<InventoryMachine> => {
      const { name, role } = running.machine;
      const bundle = join(folder, `${name}.tar`);
      await writeBundle(bundle, folders, files);
      return { name, role, address: running.address, bundle, services };
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

/** What a play says of its first fault. */
function playFault(stdout: string, stderr: string): string {
  const fatal = stdout.split("\n").find((line) => /^(fatal|ERROR)/.test(line.trim()));
  return fatal?.trim() ?? stderr.trim().split("\n").slice(-3).join("; ");
}
