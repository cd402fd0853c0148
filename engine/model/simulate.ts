import { hasKubelet, type NodeKind } from "../../experiments/index.ts";
import { stages, workloadPaths, type StageId } from "../../knowledge/index.ts";
import { containersOf } from "./containers.ts";
import { extendedPath } from "./extended-path.ts";
import { givenBy, threadsOfOthers } from "./given.ts";
import { runPath, type PathOutcome } from "./machine/simulated-path.ts";
import type { Program } from "./service-times.ts";
import { shapeOf } from "./shape.ts";
import { traceInterval, traceOf } from "./trace.ts";
import type { SimulatedContainer, SimulationInput, SimulationOutput } from "./simulation.ts";

/**
 * Simulates one trial until the last container runs. Pure: equal inputs give equal outputs.
 * @throws RangeError when there is nothing to start
 */
export function simulate(input: SimulationInput): SimulationOutput {
  if (!(input.instances >= 1)) throw new RangeError(`expected at least one instance, got ${input.instances}`);
  const nodes = input.nodes === undefined || input.nodes.length === 0 ? (["kwok"] as const) : input.nodes;
  const shape = shapeOf(input.method, input.instances);
  const outcome = runPath({
    path: extendedPath(workloadPaths[input.kind ?? "job"], input.extensions),
    given: givenBy(input, shape),
    each: [shape.calls, shape.jobs / shape.calls, shape.podsPerJob, shape.containersPerPod],
    nodes: { kinds: nodes.map(nodeKind) },
    seed: input.seed,
    ...(input.traced === undefined ? {} : { traceInterval }),
  });
  const trace = traceOf(outcome, workByProgram);
  const containers = containersOf(outcome, input);
  return {
    containers,
    ...(outcome.unplaced === 0 ? {} : { unplaced: outcome.unplaced }),
    deploymentSeconds: outcome.seconds,
    stages: stagesOf(containers.at(-1)),
    waits: withBuckets(outcome.waits),
    cpu: cpuOf(outcome, input),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** Nodes of a cluster that others made are known to take their pods. */
function nodeKind(kind: NodeKind): string {
  if (!hasKubelet(kind)) return "kwok";
  return kind === "existing" || kind === "virtual" ? "existing" : "kubelet";
}

function withBuckets(waits: PathOutcome["waits"]): SimulationOutput["waits"] {
  const none = { requests: 0, delayed: 0, waitedSeconds: 0, longestSeconds: 0 };
  return { "job-controller": none, scheduler: none, kubelet: none, ...waits };
}

function cpuOf({ work, seconds }: PathOutcome, input: SimulationInput): SimulationOutput["cpu"] {
  const { cores, background, nodeCores } = input.service;
  const done = workByProgram(work);
  // On a machine of their own the nodes use none of this one's cores.
  const elsewhere = nodeCores === undefined ? 0 : ofKubelets(work);
  const own = Object.values(done).reduce((sum, part) => sum + part, 0) - elsewhere;
  const quiet = Object.values(background).reduce((sum, part) => sum + part, 0);
  const busy = (own + (work["others"] ?? 0)) / seconds + quiet - threadsOfOthers(input);
  return { utilisation: Math.min(1, busy / cores), work: done };
}

/** Core-seconds by program; kubelets count as the nodes' program. */
function workByProgram(work: Readonly<Record<string, number>>): Readonly<Record<Program, number>> {
  const of = (name: string): number => work[name] ?? 0;
  return {
    client: of("client"),
    server: of("server"),
    controller: of("controller"),
    scheduler: of("scheduler"),
    node: of("node") + ofKubelets(work),
    observer: of("observer"),
  };
}

function ofKubelets(work: Readonly<Record<string, number>>): number {
  return (work["kubelet"] ?? 0) + (work["kubelet-loops"] ?? 0);
}

function stagesOf(container: SimulatedContainer | undefined): Readonly<Record<StageId, number>> {
  if (container === undefined) throw new RangeError("the simulation ended before any container ran");
  const { times } = container;
  return Object.fromEntries(stages.map(({ id, from, to }) => [id, times[to] - times[from]])) as Record<
    StageId,
    number
  >;
}
