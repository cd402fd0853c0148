import { bucketLimits, limitOf } from "../limits.ts";
import type { Action } from "../kernel/time-heap.ts";
import { kubeletWork, workShares } from "../kubelet-work.ts";
import { createLatency } from "../stations/delay.ts";
import { createSerialLoop, type SerialLoop } from "../stations/serial-loop.ts";
import {
  createTokenBucket,
  sumOfUses,
  type TokenBucket,
  type TokenBucketUse,
} from "../stations/token-bucket.ts";
import { kubeletTimes } from "../kubelet-times.ts";
import type { SimulationInput } from "../simulation.ts";
import type { ApiServer } from "./api-server.ts";
import { createStep } from "./step.ts";
import type { PodState, World } from "./world.ts";

/** What happens to a pod on its node. */
export interface PodEvents {
  /** All its containers run. */
  readonly ran: (pod: PodState) => void;
  /** The API and whoever watches it know that. */
  readonly reported: (pod: PodState) => void;
}

/** Nodes with a kubelet. */
export interface Kubelets {
  /** Takes a pod whose binding is stored. */
  readonly bound: (pod: PodState, node: number) => void;
  readonly bucketUse: () => TokenBucketUse;
}

interface Kubelet {
  readonly bucket: TokenBucket;
  /** What is to happen when a status is written; nothing for one that says no more than that the pod is there. */
  readonly statuses: SerialLoop<Action | undefined>;
}

/**
 * Nodes with a kubelet (kubernetes v1.34.4 pkg/kubelet): every pod has a worker of its own, and the runtime is asked
 * for all of them at once, so that only the processor bounds how many start; a pod with a volume waits for its poll;
 * statuses are written one after the other, each with a read and a write that both take a token of the kubelet's
 * client. The containers of a pod start one after the other.
 */
export function createKubelets(
  world: World,
  request: ApiServer,
  input: SimulationInput,
  events: PodEvents,
): Kubelets {
  const { kernel, random, limits, service, programs } = world;
  const limit = (name: string): number => limitOf(limits, `kubelet.${name}`);
  const poll = limit("podAttachAndMountRetryInterval");
  const relist = limit("genericPlegRelistPeriod");
  const times = kubeletTimes(service);
  const work = kubeletWork(input);
  const delivery = createLatency(kernel, random, service.latency.nodeDelivery);
  const statusDelivery = createLatency(kernel, random, service.latency.statusDelivery);
  const sync = createStep(world, times.sync, work * workShares.sync);
  const sandbox = createStep(world, times.sandbox, work * workShares.sandbox);
  const container = createStep(world, times.container, work * workShares.container);
  const hasVolume = times.mount > 0 && limits["workload.automountServiceAccountToken"] !== 0;
  const nodes = new Map<number, Kubelet>();
  const nothing: Action = () => undefined;

  const kubeletOf = (node: number): Kubelet => {
    const known = nodes.get(node);
    if (known !== undefined) return known;
    const bucket = createTokenBucket(kernel, bucketLimits(limits, "kubelet"));
    const statuses = createSerialLoop<Action | undefined>((written, done) => {
      bucket.take(() => {
        bucket.take(() => {
          // The API server's work for a pod is counted with its last status.
          if (written === undefined) kernel.after(service.latency.podStatus, done);
          else
            request("pod-status", () => {
              written();
              done();
            });
        });
      });
    });
    const kubelet = { bucket, statuses };
    nodes.set(node, kubelet);
    return kubelet;
  };

  /** The kubelet looks at once and then every 300 ms; a token for the API is asked for meanwhile. */
  const waitForVolume = (bucket: TokenBucket, then: Action): void => {
    if (!hasVolume) {
      then();
      return;
    }
    const begun = kernel.now();
    bucket.take(() => {
      const mounted = kernel.now() - begun + times.mount;
      kernel.at(begun + Math.ceil(mounted / poll) * poll, then);
    });
  };

  const startContainers = (pod: PodState, done: Action): void => {
    if (pod.containersRanAt.length === pod.job.containersPerPod) {
      done();
      return;
    }
    container(() => {
      pod.containersRanAt.push(kernel.now());
      startContainers(pod, done);
    });
  };

  const report = (pod: PodState, { statuses }: Kubelet): void => {
    kernel.after(relist * random(), () => {
      world.kubelets.run(work * workShares.report, nothing);
      statuses.add(() => {
        statusDelivery(() => {
          programs.observer.run(service.workPerPod.observer, nothing);
          events.reported(pod);
        });
      });
    });
  };

  return {
    bound(pod, node) {
      const kubelet = kubeletOf(node);
      delivery(() => {
        pod.deliveredAt = kernel.now();
        kubelet.statuses.add(undefined);
        sync(() => {
          pod.cgroupAt = kernel.now();
          waitForVolume(kubelet.bucket, () => {
            pod.mountedAt = kernel.now();
            sandbox(() => {
              pod.sandboxAt = kernel.now();
              startContainers(pod, () => {
                pod.runningAt = kernel.now();
                events.ran(pod);
                report(pod, kubelet);
              });
            });
          });
        });
      });
    },
    bucketUse: () => sumOfUses([...nodes.values()].map(({ bucket }) => bucket.use())),
  };
}
