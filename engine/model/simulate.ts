import { stages, type StageId } from "../../knowledge/index.ts";
import { createApiServer } from "./job-path/api-server.ts";
import { startClient } from "./job-path/client.ts";
import { createJobController } from "./job-path/job-controller.ts";
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

  const nodes = createNodes(world, request, input.podStart, (pod) => {
    started.push(pod);
    controller.podChanged(pod.job);
    if (started.length === podTotal) world.kernel.stop();
  });
  const scheduler = createScheduler(world, request, nodes);
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
    node: programs.node.attained(),
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
    waits: { "job-controller": controller.bucketUse(), scheduler: scheduler.bucketUse() },
    cpu: { utilisation: Math.min(1, busy / input.service.cores), work },
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
