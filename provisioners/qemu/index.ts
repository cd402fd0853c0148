import type { Plan, PlannedContinuum } from "../../experiments/index.ts";
import { ensureBinaries } from "../binaries/index.ts";
import type { Cluster, Provisioner, ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { ensureImages } from "../images/index.ts";
import { bringUp } from "../local/bring-up.ts";
import { createSecrets, identityOf } from "../local/establish.ts";
import { createHttpsClient } from "../local/https-client.ts";
import { createAuthority, createSigningKey } from "../local/pki.ts";
import { urlOf } from "../local/site.ts";
import { clocksOf } from "./clocks.ts";
import { createMachineCluster } from "./cluster.ts";
import type { RunningMachine } from "./fleet.ts";
import { imageFor } from "./image/image-for.ts";
import { install, type MachineSoftware } from "./install.ts";
import type { Installer } from "./installer.ts";
import { kubeadmInstaller } from "./kubeadm/installer.ts";
import { servicesInstaller } from "./kubernetes/installer.ts";
import { machineSite } from "./kubernetes/site.ts";
import { lacksForMachines } from "./lacks.ts";
import { measureNetwork } from "./network/report.ts";
import { shippedPlaybook } from "./playbooks.ts";
import { raise, takeDown, type Raised } from "./raise.ts";
import { patienceOf } from "./software/patience.ts";
import { wire } from "./wire.ts";

const namespace = "columbo";

const installers: Readonly<Record<PlannedContinuum["installer"], Installer>> = {
  services: servicesInstaller,
  kubeadm: kubeadmInstaller,
};

async function up(plan: Plan, host: ProvisionerHost): Promise<Cluster> {
  const { continuum } = plan;
  if (continuum === undefined) throw new TypeError("a plan of provider qemu has machines");
  const [lack] = await lacksForMachines(plan);
  if (lack !== undefined) throw new ProvisionError(`${lack.what}: ${lack.mend}`, 3);
  const installer = installers[continuum.installer];
  const { kubectl, image } = await contents(plan, continuum, host);
  const raised = await raise(continuum, () => image, host);
  try {
    return await establish({ plan, continuum, installer, raised, kubectl, host });
  } catch (error) {
    await takeDown(raised, false);
    host.signal.throwIfAborted();
    throw error;
  }
}

/** The machines' image with Kubernetes and the application in it, and this machine's own kubectl. */
async function contents({ kubernetes }: Plan, continuum: PlannedContinuum, host: ProvisionerHost) {
  const installer = installers[continuum.installer];
  const names = [...installer.programs, "kubectl"] as const;
  const [binaries, images] = await Promise.all([
    ensureBinaries(kubernetes, { ...host, names }),
    ensureImages(host),
  ]);
  const { programs, archives } = await installer.contents(kubernetes, binaries, host);
  const all = { programs, archives: [images.path, ...archives] };
  return { kubectl: binaries.kubectl, image: imageFor(continuum, all, host) };
}

interface Establishing {
  readonly plan: Plan;
  readonly continuum: PlannedContinuum;
  readonly installer: Installer;
  readonly raised: Raised;
  readonly kubectl: string;
  readonly host: ProvisionerHost;
}

/** Shapes the network, installs Kubernetes on the machines and waits until Jobs get done. */
async function establish({
  plan,
  continuum,
  installer,
  raised,
  kubectl,
  host,
}: Establishing): Promise<Cluster> {
  const { fleet, acceleration } = raised;
  const clocks = clocksOf(fleet.machines);
  // Certificates are valid from this machine's now on.
  await Promise.all([wire(continuum, fleet.machines), clocks.set()]);
  const network = await measureNetwork(fleet.machines, continuum, host);
  const running = fleet.machines.find(({ machine }) => machine.role === "control");
  if (running === undefined) throw new TypeError("a cluster has a control node");
  const [authority, signingKey] = await Promise.all([createAuthority(), createSigningKey()]);
  const secrets = await createSecrets(authority, signingKey, ["127.0.0.1", running.address]);
  const site = machineSite(running.address, acceleration.by, plan.observe === "clock");
  const software = await installer.software({
    ...{ plan, control: running, site, secrets, namespace },
    workers: fleet.machines.filter(({ machine }) => machine.role === "worker"),
    patience: patienceOf(acceleration.by),
  });
  host.report({ kind: "step", text: "installing Kubernetes on the machines" });
  const ofOwnImage = continuum.image === undefined ? [] : [shippedPlaybook("own-image.yml")];
  const own = continuum.playbook === undefined ? [] : [continuum.playbook];
  const all = [software.control, ...software.workers, ...endpointsOf(fleet.machines)];
  await install(raised, all, [installer.playbook, ...ofOwnImage, ...own], host);
  const identity = identityOf(secrets, "columbo");
  const made = await createMachineCluster({
    ...{
      plan,
      raised,
      clocks,
      network,
      stay: !continuum.delete,
      site,
      software,
      identity,
      namespace,
      kubectl,
      host,
    },
  });
  const bootstrap = createHttpsClient(
    urlOf(site, site.ports.apiServer),
    identityOf(secrets, "bootstrap"),
    site.slowness,
  );
  try {
    const { "kube-apiserver": api, etcd } = made.clients;
    await bringUp({
      ...{ plan, namespace, control: made.control, nodes: made.nodes, api, etcd, bootstrap },
      ...{ report: host.report, signal: host.signal, slowness: site.slowness },
    });
    await made.cluster.reset();
    return made.cluster;
  } finally {
    bootstrap.close();
  }
}

/** Machines whose application comes later: they are there and wired. */
function endpointsOf(machines: readonly RunningMachine[]): readonly MachineSoftware[] {
  return machines
    .filter(({ machine }) => machine.role === "endpoint")
    .map((running) => ({ running, folders: [], files: [], services: [] }));
}

/** Virtual machines of QEMU with Kubernetes on them, on this host and others. */
export const qemuProvisioner: Provisioner = { name: "qemu", lacks: lacksForMachines, up };
