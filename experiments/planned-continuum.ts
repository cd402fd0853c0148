import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Experiment } from "./experiment.ts";
import { expandedPath } from "./options/sections/infrastructure.ts";
import type { Tier } from "./options/known.ts";

/** The virtual machines of one tier. */
export interface PlannedTier {
  readonly tier: Tier;
  readonly machines: number;
  /** vCPUs of one machine. */
  readonly cores: number;
  readonly memoryGiB: number;
  /** Share of a core that each vCPU gets at most. */
  readonly quota: number;
  /** MB/s (10^6 bytes); absent = no limit. */
  readonly readMBps?: number;
  readonly writeMBps?: number;
}

/** What the network between two tiers is to be like, in each direction. */
export interface PlannedLink {
  readonly between: readonly [Tier, Tier];
  /** Mean delay one way, ms. */
  readonly delayMs: number;
  /** Standard deviation of the delay, ms. */
  readonly jitterMs: number;
  readonly rateMbit: number;
}

/** How far a command goes: the machines alone, with Kubernetes on them, or with a workload as well. */
export type Phase = "infrastructure" | "software" | "benchmark";

/** Virtual machines and the network between them, from `[infrastructure]`, `[qemu]` and `[kubernetes] installer`. */
export interface PlannedContinuum {
  /** Those that have machines, in the order cloud, edge, endpoint. */
  readonly tiers: readonly PlannedTier[];
  /** Whether the first cloud machine is the control node. */
  readonly control: boolean;
  /** Empty without network emulation. */
  readonly links: readonly PlannedLink[];
  readonly until: Phase;
  /** Measure the network between every two machines. */
  readonly netperf: boolean;
  /** Each vCPU on a core of its own. */
  readonly pin: boolean;
  /** More hosts than this machine, user@address. */
  readonly hosts: readonly string[];
  /** Where every host keeps its files: a folder `.columbo` below it. */
  readonly basePath: string;
  /** First half and third part of the machines' addresses, for example "192.168" and 100. */
  readonly prefix: string;
  readonly middle: number;
  /** Leave nothing behind at the end. */
  readonly delete: boolean;
  readonly acceleration: "auto" | "kvm" | "tcg";
  readonly installer: "services" | "kubeadm";
  /** A disk image of the user's own, absolute; absent = one that is built here. */
  readonly image?: string;
  /** The bridge that machines of several hosts share; absent = one of the run's own. */
  readonly bridge?: string;
  /** A playbook of the user's own that is played once the software is there, absolute. */
  readonly playbook?: string;
}

const tiers = ["cloud", "edge", "endpoint"] as const satisfies readonly Tier[];

/**
 * The machines and networks of an experiment with provider qemu.
 * @param beside the folder that its relative paths are of
 */
export function plannedContinuum(
  experiment: Pick<Experiment, "infrastructure" | "network" | "benchmark" | "derived" | "installation">,
  options: Extract<Experiment["provider"], { readonly name: "qemu" }>,
  beside: string,
): PlannedContinuum {
  const { infrastructure, benchmark, derived, installation } = experiment;
  const file = <K extends string>(key: K, path: string | undefined): Partial<Record<K, string>> =>
    path === undefined
      ? {}
      : ({ [key]: resolve(beside, expandedPath(path, homedir())) } as Record<K, string>);
  return {
    tiers: plannedTiers(experiment),
    control: derived.controlNodes > 0,
    links: plannedLinks(experiment),
    until: phaseOf(infrastructure.infra_only, benchmark?.resource_manager_only === true),
    netperf: infrastructure.netperf,
    pin: infrastructure.cpu_pin,
    hosts: infrastructure.external_physical_machines,
    basePath: infrastructure.base_path,
    prefix: infrastructure.prefixIP,
    middle: infrastructure.middleIP,
    delete: infrastructure.delete,
    acceleration: options.acceleration,
    installer: installation.installer,
    ...file("image", options.image),
    ...(options.bridge === undefined ? {} : { bridge: options.bridge }),
    ...file("playbook", options.playbook),
  };
}

function phaseOf(infraOnly: boolean, softwareOnly: boolean): Phase {
  if (infraOnly) return "infrastructure";
  return softwareOnly ? "software" : "benchmark";
}

/** The tiers that have machines. */
function plannedTiers({ infrastructure }: Pick<Experiment, "infrastructure">): readonly PlannedTier[] {
  return tiers
    .map((tier) => ({
      tier,
      machines: infrastructure[`${tier}_nodes`],
      cores: infrastructure[`${tier}_cores`],
      memoryGiB: infrastructure[`${tier}_memory`],
      quota: infrastructure[`${tier}_quota`],
      ...speed("readMBps", infrastructure[`${tier}_read_speed`]),
      ...speed("writeMBps", infrastructure[`${tier}_write_speed`]),
    }))
    .filter(({ machines }) => machines > 0);
}

/** The file's 0 is no limit. */
function speed<K extends string>(key: K, value: number): Partial<Record<K, number>> {
  return value === 0 ? {} : ({ [key]: value } as Record<K, number>);
}

/** Endpoints are never shaped among themselves, as in Continuum. */
const pairs = [
  { name: "cloud", between: ["cloud", "cloud"] },
  { name: "edge", between: ["edge", "edge"] },
  { name: "cloud_edge", between: ["cloud", "edge"] },
  { name: "cloud_endpoint", between: ["cloud", "endpoint"] },
  { name: "edge_endpoint", between: ["edge", "endpoint"] },
] as const;

/** The links between tiers that both have machines. */
function plannedLinks({
  network,
  infrastructure,
}: Pick<Experiment, "network" | "infrastructure">): readonly PlannedLink[] {
  if (network === undefined) return [];
  return pairs
    .filter(({ between }) => between.every((tier) => infrastructure[`${tier}_nodes`] > 0))
    .map(({ name, between }) => ({
      between,
      delayMs: network[`${name}_latency_avg`],
      jitterMs: network[`${name}_latency_var`],
      rateMbit: network[`${name}_throughput`],
    }));
}
