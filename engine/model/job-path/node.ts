import { podReportsAtOnce } from "../../../knowledge/index.ts";
import type { Action } from "../kernel/time-heap.ts";
import { kwokWork } from "../kubelet-work.ts";
import type { SimulationInput } from "../simulation.ts";
import { createDelay, createLatency } from "../stations/delay.ts";
import { createWorkQueue } from "../stations/work-queue.ts";
import type { ApiServer } from "./api-server.ts";
import type { PodState, World } from "./world.ts";

/**
 * Nodes without a kubelet: a bound pod starts after a delay taken from the plan, then its status is written, and
 * whoever watches receives it.
 * @param running what happens when the running status has been delivered
 * @returns takes a pod whose binding is stored
 */
export function createNodes(
  { kernel, random, service, programs }: World,
  request: ApiServer,
  { podStart: { minMs, maxMs }, nodes }: SimulationInput,
  running: (pod: PodState) => void,
): (pod: PodState) => void {
  const work = kwokWork({ ...(nodes === undefined ? {} : { nodes }), service });
  const delivery = createLatency(kernel, random, service.latency.nodeDelivery);
  const podStart = createDelay(kernel, random, minMs / 1000, maxMs / 1000);
  const { nodeReaction } = service.latency;
  const react = createLatency(kernel, random, Math.max(0, nodeReaction - work));
  const statusDelivery = createLatency(kernel, random, service.latency.statusDelivery);
  const nothing: Action = () => undefined;

  const reports = createWorkQueue<PodState>(kernel, podReportsAtOnce, (pod, done) => {
    programs.node.run(work, () => {
      react(() => {
        request("pod-status", () => {
          done();
          statusDelivery(() => {
            pod.runningAt = kernel.now();
            programs.observer.run(service.workPerPod.observer, nothing);
            running(pod);
          });
        });
      });
    });
  });
  return (pod) => {
    delivery(() => {
      pod.deliveredAt = kernel.now();
      podStart(() => {
        reports.add(pod);
      });
    });
  };
}
