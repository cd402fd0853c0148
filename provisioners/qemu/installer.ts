import type { Plan } from "../../experiments/index.ts";
import type { BinaryName } from "../binaries/index.ts";
import type { ProvisionerHost } from "../contract.ts";
import type { Clients } from "../local/clients.ts";
import type { Control } from "../local/control.ts";
import type { Secrets } from "../local/establish.ts";
import type { Site } from "../local/site.ts";
import type { RunningMachine } from "./fleet.ts";
import type { ImageContents } from "./image/ensure.ts";
import type { MachineSoftware } from "./install.ts";
import type { LogSource } from "./kubernetes/mirror.ts";
import type { NodeSoftware } from "./kubernetes/node-software.ts";
import type { Patience } from "./software/patience.ts";

/** The machines that become a cluster, and what all of their software is made from. */
export interface Ground {
  readonly plan: Plan;
  readonly control: RunningMachine;
  readonly workers: readonly RunningMachine[];
  readonly site: Site;
  readonly secrets: Secrets;
  readonly namespace: string;
  readonly patience: Patience;
}

/** What a node's machine gets. */
export type WorkerSoftware = MachineSoftware & { readonly node: NodeSoftware };

/** The control plane on its machine, which runs once the playbook was played. */
export interface ControlPlane {
  /** Starts what does not run; leaves alone what does. */
  readonly control: Control;
  /** Ends a component at once; nothing happens when it does not run. */
  readonly stop: (name: string) => Promise<void>;
  /** How many pods it consists of. */
  readonly pods: number;
  readonly logs: Readonly<Record<"kube-controller-manager" | "kube-scheduler", LogSource>>;
}

/** What the machines of a cluster get, and how its control plane is handled from then on. */
export interface ClusterSoftware {
  readonly control: MachineSoftware;
  readonly workers: readonly WorkerSoftware[];
  controlPlane(clients: Clients): ControlPlane;
}

/** A way for Kubernetes to come onto machines. */
export interface Installer {
  /** Programs of Kubernetes that it needs. */
  readonly programs: readonly BinaryName[];
  /**
   * What the machines' image must have, the application apart.
   * @param binaries paths of those programs
   */
  contents(
    kubernetes: string,
    binaries: Readonly<Record<BinaryName, string>>,
    host: ProvisionerHost,
  ): Promise<ImageContents>;
  /** What brings the software onto machines. */
  readonly playbook: string;
  software(ground: Ground): Promise<ClusterSoftware>;
}

/** These programs of this machine, each at its usual place in an image. */
export function programsOf(
  names: readonly BinaryName[],
  binaries: Readonly<Record<BinaryName, string>>,
): ImageContents["programs"] {
  return Object.fromEntries(names.map((name) => [`usr/local/bin/${name}`, binaries[name]]));
}

/** How many pods the plan lets run on a machine; the kubelet's own default where it says nothing. */
export const maxPodsOf = ({ nodes }: Plan, machine: string): number =>
  nodes.find(({ name }) => name === machine)?.maxPods ?? 110;
