import { hasKubelet, type NodeKind } from "../../experiments/index.ts";
import { stages, type StageId } from "../../knowledge/index.ts";
import { createApiServer } from "./job-path/api-server.ts";
import { startClient } from "./job-path/client.ts";
import { createJobController } from "./job-path/job-controller.ts";
import { createKubelets } from "./job-path/kubelet.ts";
import { createNodes } from "./job-path/node.ts";
import { containersOf, createCalls, shapeOf } from "./job-path/pods.ts";
import { createScheduler } from "./job-path/scheduler.ts";
import { createWorld, type PodState } from "./job-path/world.ts";
import type { SimulatedContainer, SimulationInput, SimulationOutput } from "./simulation.ts";

/**
 * Simulates one trial of the Job path until the last container runs. Pure: equal inputs give equal outputs.
 * @throws RangeError when there is nothing to start
 */
export function simulate(input: SimulationInput): SimulationOutput {
  const shape = shapeOf(input.method, input.instances);
  const podTotal = shape.jobs * shape.podsPerJob;
  if (!(input.instances >= 1)) throw new RangeError(`expected at least one instance, got ${input.instances}`);
  const world = createWorld(input);
  const request = createApiServer(world);
  const started: PodState[] = [];

  const ran = (pod: PodState): void => {
    started.push(pod);
    if (started.length === podTotal) world.kernel.stop();
  };
  const reported = ({ job }: PodState): void => {
    controller.podChanged(job);
  };
  const kwok = createNodes(world, request, input, (pod) => {
    reported(pod);
    ran(pod);
  });
  const kubelets = createKubelets(world, request, input, { ran, reported });
  const bound = spread(input.nodes, kwok, kubelets.bound);
  const scheduler = createScheduler(world, request, bound);
  const controller = createJobController(world, request, scheduler.podStored);
  startClient(world, request, createCalls(shape), controller.jobStored);
  world.kernel.run();

  const containers = started.flatMap((pod) => containersOf(pod, input.podStart));
  const deploymentSeconds = world.kernel.now();
  const { programs } = world;
  const work = {
    client: programs.client.attained(),
    server: programs.server.attained(),
    controller: programs.controller.attained(),
    scheduler: programs.scheduler.attained(),
    node: programs.node.attained() + world.kubelets.attained(),
    observer: programs.observer.attained(),
  };
  const own = Object.values(work).reduce((sum, part) => sum + part, 0);
  const background = Object.values(input.service.background).reduce((sum, part) => sum + part, 0);
  const threadsOfOthers = Math.floor(input.service.background.others);
  const busy = (own + world.others.attained()) / deploymentSeconds + background - threadsOfOthers;
  return {
    containers,
    deploymentSeconds,
    stages: stagesOf(containers.at(-1)),
    waits: {
      "job-controller": controller.bucketUse(),
      scheduler: scheduler.bucketUse(),
      kubelet: kubelets.bucketUse(),
    },
    cpu: { utilisation: Math.min(1, busy / input.service.cores), work },
  };
}

/** The scheduler spreads pods evenly over the nodes: one after the other gets the next. */
function spread(
  nodes: readonly NodeKind[] = [],
  kwok: (pod: PodState) => void,
  kubelet: (pod: PodState, node: number) => void,
): (pod: PodState) => void {
  let next = 0;
  return (pod) => {
    const node = nodes.length === 0 ? 0 : next++ % nodes.length;
    const kind = nodes[node];
    if (kind !== undefined && hasKubelet(kind)) kubelet(pod, node);
    else kwok(pod);
  };
}

function stagesOf(container: SimulatedContainer | undefined): Readonly<Record<StageId, number>> {
  if (container === undefined) throw new RangeError("the simulation ended before any container ran");
  const { times } = container;
  return Object.fromEntries(stages.map(({ id, from, to }) => [id, times[to] - times[from]])) as Record<
    StageId,
    number
  >;
}
