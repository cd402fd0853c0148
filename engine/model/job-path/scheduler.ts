import { bucketLimits } from "../limits.ts";
import type { Action } from "../kernel/time-heap.ts";
import { createLatency } from "../stations/delay.ts";
import { createSerialLoop } from "../stations/serial-loop.ts";
import { createTokenBucket, type TokenBucketUse } from "../stations/token-bucket.ts";
import type { ApiServer } from "./api-server.ts";
import type { PodState, World } from "./world.ts";

export interface Scheduler {
  /** The pod is stored: the scheduler will hear of it. */
  readonly podStored: (pod: PodState) => void;
  readonly bucketUse: () => TokenBucketUse;
}

/**
 * The scheduler (kubernetes v1.34.4 pkg/scheduler/schedule_one.go): one pod after the other through filter and
 * score, then a goroutine per pod that waits for a token and writes the binding. Its events have a client, and so
 * a bucket, of their own with the same limits (cmd/kube-scheduler/app/options/options.go:398-403).
 * @param bound what happens when a binding is in etcd
 */
export function createScheduler(
  { kernel, random, limits, service, programs }: World,
  request: ApiServer,
  bound: (pod: PodState) => void,
): Scheduler {
  const bucket = createTokenBucket(kernel, bucketLimits(limits, "scheduler"));
  const eventBucket = createTokenBucket(kernel, bucketLimits(limits, "scheduler"));
  const delivery = createLatency(kernel, random, service.latency.podDelivery);
  const send = createLatency(kernel, random, service.latency.bindingRequest);
  const restOfWork = Math.max(0, service.workPerPod.scheduler - service.schedulingCycle);
  const nothing: Action = () => undefined;

  const bind = (pod: PodState): void => {
    programs.scheduler.run(restOfWork, nothing);
    bucket.take(() => {
      send(() => {
        pod.bindingReceivedAt = kernel.now();
        request("pod-binding", () => {
          pod.bindingStoredAt = kernel.now();
          bound(pod);
          eventBucket.take(() => {
            request("event", nothing);
          });
        });
      });
    });
  };
  const scheduleOne = createSerialLoop<PodState>((pod, done) => {
    pod.schedulingAt = kernel.now();
    programs.scheduler.run(service.schedulingCycle, () => {
      pod.bindingAt = kernel.now();
      bind(pod);
      done();
    });
  });
  return {
    podStored(pod) {
      delivery(() => {
        pod.queuedAt = kernel.now();
        scheduleOne.add(pod);
      });
    },
    bucketUse: bucket.use,
  };
}
