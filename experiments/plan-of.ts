import { defaultOf, findParameter, type Setting } from "../knowledge/index.ts";
import type { Experiment } from "./experiment.ts";
import { NotYetAvailableError } from "./faults.ts";
import { perWorker } from "./options/capacity.ts";
import { planHash } from "./plan-hash.ts";
import type { Plan, PlannedNode, PlannedWorkload, TuningLimits } from "./plan.ts";
import { ruleFolders } from "./rule-folders.ts";

/** The kubelet's default. */
const DEFAULT_MAX_PODS = 110;
/** The scheduler spreads pods nearly evenly, so that a worker may get some more than its share. */
const HEAD_ROOM = 1.1;

/**
 * What a command is going to do for an experiment.
 * @throws NotYetAvailableError naming every part that the experiment needs and Columbo does not have
 */
export function planOf(experiment: Experiment): Plan {
  const { provider, benchmark, resourceManager, application } = experiment;
  const parts = notAvailable(experiment);
  if (
    parts.length > 0 ||
    provider.name !== "local" ||
    resourceManager?.name !== "kubecontrol" ||
    application?.name !== "empty" ||
    benchmark === undefined
  ) {
    throw new NotYetAvailableError(parts);
  }
  const workload: PlannedWorkload = {
    application: application.name,
    method: resourceManager.kube_deployment,
    instances: experiment.derived.instances,
    cpuCores: benchmark.application_worker_cpu,
    memoryGB: benchmark.application_worker_memory,
    sleepSeconds: application.sleep_time,
    client: experiment.columbo.client,
    cacheWorker: resourceManager.cache_worker,
  };
  const kubernetes = resourceManager.kube_version;
  const measured = {
    provider: provider.name,
    kubernetes,
    nodes: nodesOf(experiment, workload),
    podStart: { minMs: provider.pod_start_min_ms, maxMs: provider.pod_start_max_ms },
    workload,
    settings: startingSettings(experiment, kubernetes),
  };
  return {
    experiment: experiment.name,
    file: experiment.file,
    hash: planHash(measured),
    ...measured,
    apiServerPort: provider.api_server_port,
    tuning: tuningOf(experiment),
  };
}

/** What the experiment needs and Columbo does not have yet, each with what there is. */
function notAvailable(experiment: Experiment): readonly string[] {
  const { provider, benchmark, resourceManager, application, infrastructure } = experiment;
  const parts: string[] = [];
  if (provider.name !== "local") parts.push(`provider ${provider.name} (available: local)`);
  if (infrastructure.infra_only) parts.push("infra_only (available: experiments with a workload)");
  if (benchmark?.resource_manager_only === true) {
    parts.push("resource_manager_only (available: experiments with a workload)");
  }
  if (resourceManager !== undefined && resourceManager.name !== "kubecontrol") {
    parts.push(`resource_manager ${resourceManager.name} (available: kubecontrol)`);
  }
  if (application !== undefined && application.name !== "empty") {
    parts.push(`application ${application.name} (available: empty)`);
  }
  if (experiment.executionModel !== undefined) parts.push(`model ${experiment.executionModel.name}`);
  if (provider.name === "local") {
    if (infrastructure.endpoint_nodes > 0)
      parts.push("endpoint_nodes under provider local (available: cloud_nodes)");
    const kinds = provider.nodes.map(({ kind }) => kind).filter((kind) => kind !== "kwok");
    parts.push(...kinds.map((kind) => `${kind} nodes under provider local (available: kwok)`));
  }
  return parts;
}

function nodesOf({ derived, infrastructure }: Experiment, workload: PlannedWorkload): readonly PlannedNode[] {
  const pods = workload.method === "container" ? 1 : perWorker(derived);
  return Array.from({ length: derived.workers }, (_, index) => ({
    name: `worker-${String(index + 1)}`,
    kind: "kwok",
    cores: infrastructure.cloud_cores,
    memoryGiB: infrastructure.cloud_memory,
    // The product is rounded first: 100 x 1.1 is a little more than 110 in binary.
    maxPods: Math.max(DEFAULT_MAX_PODS, Math.ceil(Number((pods * HEAD_ROOM).toFixed(3)))),
  }));
}

/** Settings away from the version's defaults, in the order of their names, so that equal plans are equal. */
function startingSettings({ settings }: Experiment, kubernetes: string): readonly Setting[] {
  return settings
    .filter(({ parameter, value }) => {
      const known = findParameter(parameter);
      return known === undefined || defaultOf(known, kubernetes) !== value;
    })
    .toSorted((a, b) => (a.parameter < b.parameter ? -1 : 1));
}

function tuningOf(experiment: Experiment): TuningLimits {
  const { columbo } = experiment;
  return {
    goal: columbo.goal,
    repeats: columbo.repeats,
    warmup: columbo.warmup,
    maxIterations: columbo.max_iterations,
    ...(columbo.time_budget === undefined ? {} : { timeBudget: columbo.time_budget }),
    allow: columbo.allow,
    deny: columbo.deny,
    rules: ruleFolders(experiment),
    seed: columbo.seed,
    ...(columbo.threshold === undefined ? {} : { threshold: columbo.threshold }),
  };
}
