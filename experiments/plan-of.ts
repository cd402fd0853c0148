import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { anyDefaultOf, findAnyParameter, type Setting } from "../knowledge/index.ts";
import type { Experiment } from "./experiment.ts";
import { NotYetAvailableError } from "./faults.ts";
import { isPlanned, notAvailable } from "./not-available.ts";
import { planHash } from "./plan-hash.ts";
import type { Plan, PlannedWorkload, TuningLimits } from "./plan.ts";
import { plannedContinuum } from "./continuum-of.ts";
import { plannedNodes, plannedRegistry, virtualNodes } from "./planned-nodes.ts";
import { imageOf, limitSettings, limitsOf, podOf } from "./planned-pod.ts";
import { plannedSimulation } from "./planned-simulation.ts";
import { mayChangeExisting } from "./options/sections/columbo.ts";
import { expandedPath } from "./options/sections/infrastructure.ts";
import { ruleFolders } from "./rule-folders.ts";

/**
 * What a command is going to do for an experiment.
 * @throws NotYetAvailableError naming every part that the experiment needs and Columbo does not have
 */
export function planOf(experiment: Experiment): Plan {
  const { provider, benchmark, resourceManager, application } = experiment;
  const parts = notAvailable(experiment);
  if (
    parts.length > 0 ||
    !isPlanned(provider.name) ||
    resourceManager?.name !== "kubecontrol" ||
    application?.name !== "empty" ||
    benchmark === undefined
  ) {
    throw new NotYetAvailableError(parts);
  }
  const workload: PlannedWorkload = {
    application: application.name,
    ...(experiment.columbo.workload === "job" ? {} : { kind: experiment.columbo.workload }),
    method: resourceManager.kube_deployment,
    instances: experiment.derived.instances,
    cpuCores: benchmark.application_worker_cpu,
    memoryGB: benchmark.application_worker_memory,
    sleepSeconds: application.sleep_time,
    client: experiment.columbo.client,
    ...limitsOf(experiment),
    ...imageOf(experiment, application.sleep_time, resourceManager.cache_worker),
    ...podOf(experiment),
  };
  const kubernetes = resourceManager.kube_version;
  const measured = {
    provider: provider.name,
    kubernetes,
    ...clusterOf(experiment, workload),
    workload,
    observe: experiment.columbo.observe,
    settings: startingSettings(experiment, kubernetes),
    ...(experiment.own === undefined ? {} : { own: experiment.own }),
  };
  return {
    experiment: experiment.name,
    file: experiment.file,
    hash: planHash(measured),
    ...measured,
    apiServerPort: provider.name === "local" ? provider.api_server_port : 0,
    tuning: tuningOf(experiment),
  };
}

type PlannedCluster = Pick<Plan, "nodes" | "podStart" | "registry" | "existing" | "simulated" | "continuum">;

/** The machines; of a cluster that is there already nothing is known until it is reached. */
function clusterOf(experiment: Experiment, workload: PlannedWorkload): PlannedCluster {
  const { provider } = experiment;
  if (provider.name === "local" || provider.name === "simulated") {
    const nodes = plannedNodes(experiment, provider.nodes, workload);
    const podStart = { minMs: provider.pod_start_min_ms, maxMs: provider.pod_start_max_ms };
    const registry = plannedRegistry(provider, nodes, workload);
    return { nodes, podStart, ...registry, ...plannedSimulation(experiment) };
  }
  const podStart = { minMs: 0, maxMs: 0 };
  if (provider.name === "qemu") {
    const continuum = plannedContinuum(experiment, provider, dirname(experiment.file));
    return { nodes: virtualNodes(experiment, continuum), podStart, continuum };
  }
  if (provider.name !== "existing") return { nodes: [], podStart };
  const { kubeconfig, context, namespace } = provider;
  return {
    nodes: [],
    podStart,
    existing: {
      ...(kubeconfig === undefined
        ? {}
        : { kubeconfig: resolve(dirname(experiment.file), expandedPath(kubeconfig, homedir())) }),
      ...(context === undefined ? {} : { context }),
      ...(namespace === undefined ? {} : { namespace }),
    },
  };
}

/** Settings away from the version's defaults, in the order of their names, so that equal plans are equal. */
function startingSettings(experiment: Experiment, kubernetes: string): readonly Setting[] {
  const { settings, own } = experiment;
  const given = new Set(settings.map(({ parameter }) => parameter));
  return [...limitSettings(experiment).filter(({ parameter }) => !given.has(parameter)), ...settings]
    .filter(({ parameter, value }) => {
      const known = findAnyParameter(parameter, own);
      return known === undefined || anyDefaultOf(known, kubernetes) !== value;
    })
    .toSorted((a, b) => (a.parameter < b.parameter ? -1 : 1));
}

function tuningOf(experiment: Experiment): TuningLimits {
  const { columbo, provider } = experiment;
  return {
    goal: columbo.goal,
    repeats: columbo.repeats,
    ...(columbo.max_repeats === undefined ? {} : { maxRepeats: columbo.max_repeats }),
    warmup: columbo.warmup,
    maxIterations: columbo.max_iterations,
    ...(columbo.time_budget === undefined ? {} : { timeBudget: columbo.time_budget }),
    allow: provider.name === "existing" ? columbo.allow.filter(mayChangeExisting) : columbo.allow,
    deny: columbo.deny,
    rules: ruleFolders(experiment),
    seed: columbo.seed,
    ...(columbo.threshold === undefined ? {} : { threshold: columbo.threshold }),
  };
}
