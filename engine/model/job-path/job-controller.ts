import { bucketLimits, limitOf } from "../limits.ts";
import type { Action } from "../kernel/time-heap.ts";
import { createLatency } from "../stations/delay.ts";
import { createSerialLoop } from "../stations/serial-loop.ts";
import { createTokenBucket, type TokenBucketUse } from "../stations/token-bucket.ts";
import { createWorkQueue } from "../stations/work-queue.ts";
import type { ApiServer } from "./api-server.ts";
import { createPod } from "./pods.ts";
import type { JobState, PodState, World } from "./world.ts";

/**
 * Part of the controller's work per pod that comes before the request takes its token: making and encoding the
 * pod. The rest (reading the response and the pod's changes from the watch) holds nobody up.
 */
const creationShare = 0.15;

export interface JobController {
  /** The Job is stored: the controller will hear of it. */
  readonly jobStored: (job: JobState) => void;
  /** A change of a pod of this Job has come through the controller's watch. */
  readonly podChanged: (job: JobState) => void;
  readonly bucketUse: () => TokenBucketUse;
}

/**
 * The job controller (kubernetes v1.34.4 pkg/controller/job/job_controller.go): workers that never sync one Job
 * twice at once; a sync creates at most MaxPodCreateDeletePerSync pods in doubling batches, each of which waits
 * for the one before, and ends with a write of the Job's status; pod events lead to the next sync after
 * SyncJobBatchPeriod. Pods, status and the controller's own events share one token bucket.
 * @param podStored what happens when a pod is in etcd
 */
export function createJobController(
  world: World,
  request: ApiServer,
  podStored: (pod: PodState) => void,
): JobController {
  const { kernel, random, limits, service, programs } = world;
  const limit = (name: string): number => limitOf(limits, `kube-controller-manager.${name}`);
  const firstBatch = limit("SlowStartInitialBatchSize");
  const perSync = limit("MaxPodCreateDeletePerSync");
  const batchPeriod = limit("SyncJobBatchPeriod");
  const eventsPerJob = limit("EventSpamBurst");
  const bucket = createTokenBucket(kernel, bucketLimits(limits, "job-controller"));
  const delivery = createLatency(kernel, random, service.latency.jobDelivery);
  const prepareSync = createLatency(kernel, random, service.latency.jobSync);
  const observe = createLatency(kernel, random, service.latency.podDelivery);
  const creationWork = creationShare * service.workPerPod.controller;
  const followUpWork = service.workPerPod.controller - creationWork;
  const nothing: Action = () => undefined;
  let podCount = 0;

  /** The recorder's one goroutine: it sends an event only after the one before was answered. */
  const eventSink = createSerialLoop<undefined>((_, done) => {
    bucket.take(() => {
      request("event", done);
    });
  });

  const createOne = (job: JobState, created: Action): void => {
    programs.controller.run(creationWork, () => {
      bucket.take(() => {
        const pod = createPod(job, kernel.now(), ++podCount);
        request("pod-create", () => {
          pod.storedAt = kernel.now();
          podStored(pod);
          observe(() => {
            programs.controller.run(followUpWork, nothing);
            job.expected -= 1;
            queue.addAfter(job, batchPeriod);
          });
          if (job.eventTokens++ < eventsPerJob) eventSink.add(undefined);
          created();
        });
      });
    });
  };

  const createBatches = (job: JobState, left: number, batch: number, done: Action): void => {
    const size = Math.min(batch, left);
    if (size === 0) {
      done();
      return;
    }
    let pending = size;
    const created = (): void => {
      pending -= 1;
      if (pending === 0) createBatches(job, left - size, 2 * batch, done);
    };
    for (let index = 0; index < size; index++) createOne(job, created);
  };

  const writeStatus = (job: JobState, done: Action): void => {
    if (!job.statusChanged) {
      done();
      return;
    }
    job.statusChanged = false;
    bucket.take(() => {
      request("job-status", done);
    });
  };

  const queue = createWorkQueue<JobState>(kernel, limit("concurrent-job-syncs"), (job, done) => {
    prepareSync(() => {
      if (Number.isNaN(job.unpackedAt)) job.unpackedAt = kernel.now();
      // Pods that were created but not yet seen: creating more now could create them twice.
      const chunk = job.expected > 0 ? 0 : Math.min(job.left, perSync);
      job.left -= chunk;
      job.expected += chunk;
      if (chunk > 0) job.statusChanged = true;
      createBatches(job, chunk, firstBatch, () => {
        writeStatus(job, done);
      });
    });
  });

  return {
    jobStored(job) {
      delivery(() => {
        job.enqueuedAt = kernel.now();
        queue.add(job);
      });
    },
    podChanged(job) {
      job.statusChanged = true;
      queue.addAfter(job, batchPeriod);
    },
    bucketUse: bucket.use,
  };
}
