import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import type { Plan } from "../../experiments/index.ts";
import type { NetworkReport } from "../machines-report.ts";
import type { CertificateIdentity, ClientIdentity, Cluster, LogFile, ProvisionerHost } from "../contract.ts";
import { createClients, urlsOf, type Clients } from "../local/clients.ts";
import type { Control } from "../local/control.ts";
import { kubeconfig } from "../local/kubeconfig.ts";
import { createLifecycle } from "../local/lifecycle.ts";
import type { NodeRunner } from "../local/node-runner.ts";
import { settableComponents } from "../local/settings.ts";
import { auditLog, urlOf, type Site } from "../local/site.ts";
import { columboUser } from "../local/access.ts";
import type { MachineClocks } from "./clocks.ts";
import type { ClusterSoftware, ControlPlane } from "./installer.ts";
import { fileSource, mirrorLog } from "./kubernetes/mirror.ts";
import { createVirtualNodes, type VirtualNode } from "./kubernetes/nodes.ts";
import { nodeLogs } from "./kubernetes/node-software.ts";
import { servicesOf } from "./kubernetes/services.ts";
import { linkWarnings } from "./network/measured-link.ts";
import { takeDown, type Raised } from "./raise.ts";
import { machineProcesses } from "./machine-processes.ts";
import { watchMachines } from "./watch-machines.ts";
import { machinesReport } from "./report.ts";

/** What a cluster on machines is made from. */
export interface MachineClusterParts {
  readonly plan: Plan;
  readonly raised: Raised;
  readonly clocks: MachineClocks;
  readonly network: NetworkReport;
  /** Whether the machines are left as they are at the end. */
  readonly stay: boolean;
  readonly site: Site;
  readonly software: ClusterSoftware;
  readonly identity: CertificateIdentity;
  readonly namespace: string;
  readonly kubectl: string;
  readonly host: ProvisionerHost;
}

/** A cluster on machines, whose components may not be ready yet. */
export interface MachineCluster {
  readonly cluster: Cluster;
  readonly control: Control;
  readonly clients: Clients;
  readonly nodes: NodeRunner;
}

/** Ties the parts together; starts nothing that does not run. */
export async function createMachineCluster(parts: MachineClusterParts): Promise<MachineCluster> {
  const { plan, raised, clocks, site, namespace, identity, host } = parts;
  const { id, folder, acceleration } = raised;
  const clients = createClients(site, identity);
  const { control, stop, pods, logs: sources } = parts.software.controlPlane(clients);
  const failure = new AbortController();
  const closing = new AbortController();
  const signal = AbortSignal.any([failure.signal, closing.signal, host.signal]);
  const nodes = createVirtualNodes({
    plan,
    nodes: await virtualNodes(parts),
    api: clients["kube-apiserver"],
    slowness: site.slowness ?? 1,
  });
  const controlLogs = site.quiet === true ? [] : await mirrored(parts, sources);
  const audit = controlLogs.find(({ source }) => source === "audit");
  const lifecycle = createLifecycle(
    {
      ...{ clients, namespace, signal, ownPods: pods },
      ...(audit === undefined ? {} : { auditLog: audit }),
      ...(site.slowness === undefined ? {} : { slowness: site.slowness }),
    },
    control,
    { stop: ({ component }) => stop(component) },
    nodes,
    plan,
  );
  const file = join(folder, "kubeconfig.json");
  const server = urlOf(site, site.ports.apiServer);
  await writeFile(file, kubeconfig(server, identity, columboUser, namespace), { mode: 0o600 });
  const urls = urlsOf(site);

  void watchMachines(raised, signal, (error) => {
    failure.abort(error);
  });
  let gone: Promise<void> | undefined;
  async function end(): Promise<void> {
    closing.abort(new Error("the cluster is going down"));
    for (const client of Object.values(clients)) client.close();
    await takeDown(raised, parts.stay && !host.signal.aborted);
  }

  const cluster: Cluster = {
    id,
    kubernetes: plan.kubernetes,
    kubeconfig: file,
    apiServer: server,
    identity: identity satisfies ClientIdentity,
    kubectl: parts.kubectl,
    namespace,
    scratch: folder,
    logs: [...controlLogs, ...nodes.logs],
    endpoints: [
      ...settableComponents.map((component) => ({ component, url: urls[component] })),
      ...nodes.endpoints,
    ],
    nodes: nodes.nodes,
    clocks: clocks.all,
    machines: machinesReport(raised, parts.network, parts.stay),
    machineProcesses: await machineProcesses(raised),
    notes: [...raised.notes, ...linkWarnings(parts.network.links, acceleration.by)],
    maySetVerbosity: true,
    processes: () => [],
    failed: failure.signal,
    ...lifecycle,
    async reset() {
      await lifecycle.reset();
      // Last, since emulated clocks drift; and before the trial's pods are there, whose times a clock that moves would
      // falsify.
      await clocks.set();
    },
    down: () => (gone ??= end()),
  };
  return { cluster, control, clients, nodes };
}

async function mirrored(
  { raised, software, site }: MachineClusterParts,
  sources: ControlPlane["logs"],
): Promise<readonly LogFile[]> {
  const audit = fileSource(software.control.running.remote, auditLog(site));
  const { "kube-controller-manager": controllers, "kube-scheduler": scheduler } = sources;
  const here = (source: string) => join(raised.folder, "logs", `${source}.log`);
  return Promise.all([
    mirrorLog(audit, here("audit"), { source: "audit" }),
    mirrorLog(controllers, here("kube-controller-manager"), { source: "kube-controller-manager" }),
    mirrorLog(scheduler, here("kube-scheduler"), { source: "kube-scheduler" }),
  ]);
}

async function virtualNodes({
  plan,
  raised,
  software: { workers },
}: MachineClusterParts): Promise<readonly VirtualNode[]> {
  return Promise.all(
    workers.map(async (worker): Promise<VirtualNode> => {
      const { running, node: software, files } = worker;
      const { name } = running.machine;
      const planned = plan.nodes.find((one) => one.name === name);
      if (planned === undefined) throw new TypeError(`the plan has no node ${name}`);
      const logs = await Promise.all(
        (["kubelet", "containerd"] as const).map((source) =>
          mirrorLog(
            fileSource(running.remote, nodeLogs[source]),
            join(raised.folder, "logs", `${source}-${name}.log`),
            { source, node: name },
          ),
        ),
      );
      return { planned, running, services: servicesOf(running.remote, files), software, logs };
    }),
  );
}
