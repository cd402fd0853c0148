import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Experiment } from "./experiment.ts";
import type { Tier } from "./options/known.ts";
import { expandedPath } from "./options/sections/infrastructure.ts";
import type { Phase, PlannedContinuum, PlannedLink, PlannedTier } from "./planned-continuum.ts";

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
