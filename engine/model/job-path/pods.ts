import type { DeploymentMethod, ModelledPodStart } from "../../../experiments/index.ts";
import { sandboxSeconds } from "../../timeline/index.ts";
import type { SimulatedContainer, SimulatedPoint } from "../simulation.ts";
import type { JobState, PodState } from "./world.ts";

/** Jobs, pods per Job and containers per pod that a method makes of the instances, and the client's calls. */
export interface Shape {
  readonly jobs: number;
  readonly podsPerJob: number;
  readonly containersPerPod: number;
  readonly calls: number;
}

/** How a deployment method cuts the instances. */
export function shapeOf(method: DeploymentMethod, instances: number): Shape {
  switch (method) {
    case "pod":
      return { jobs: 1, podsPerJob: instances, containersPerPod: 1, calls: 1 };
    case "container":
      return { jobs: 1, podsPerJob: 1, containersPerPod: instances, calls: 1 };
    case "file":
      return { jobs: instances, podsPerJob: 1, containersPerPod: 1, calls: 1 };
    case "call":
      return { jobs: instances, podsPerJob: 1, containersPerPod: 1, calls: instances };
  }
}

/** The Jobs of each call of the client, before anything happened. */
export function createCalls(shape: Shape): readonly (readonly JobState[])[] {
  const jobs = Array.from({ length: shape.jobs }, (_, index): JobState => ({
    name: `job-${index + 1}`,
    podCount: shape.podsPerJob,
    containersPerPod: shape.containersPerPod,
    readAt: NaN,
    receivedAt: NaN,
    storedAt: NaN,
    enqueuedAt: NaN,
    unpackedAt: NaN,
    left: shape.podsPerJob,
    expected: 0,
    statusChanged: false,
    eventTokens: 0,
  }));
  return shape.calls === 1 ? [jobs] : jobs.map((job) => [job]);
}

/** A pod whose creation has just reached the API server. */
export function createPod(job: JobState, receivedAt: number, number: number): PodState {
  return {
    job,
    name: `${job.name}-${number}`,
    receivedAt,
    storedAt: NaN,
    queuedAt: NaN,
    schedulingAt: NaN,
    bindingAt: NaN,
    bindingReceivedAt: NaN,
    bindingStoredAt: NaN,
    deliveredAt: NaN,
    cgroupAt: NaN,
    mountedAt: NaN,
    sandboxAt: NaN,
    containersRanAt: [],
    runningAt: NaN,
  };
}

/** The containers of a pod that runs, with the time of every point. */
export function containersOf(pod: PodState, podStart: ModelledPodStart): readonly SimulatedContainer[] {
  const { job } = pod;
  const isOnKubelet = !Number.isNaN(pod.sandboxAt);
  const times: Readonly<Record<SimulatedPoint, number>> = {
    "client-start": 0,
    "job-read": job.readAt,
    "job-received": job.receivedAt,
    "job-stored": job.storedAt,
    "job-enqueued": job.enqueuedAt,
    "job-unpacked": job.unpackedAt,
    "pod-received": pod.receivedAt,
    "pod-stored": pod.storedAt,
    "pod-queued": pod.queuedAt,
    "pod-scheduling": pod.schedulingAt,
    "pod-binding": pod.bindingAt,
    "binding-received": pod.bindingReceivedAt,
    "binding-stored": pod.bindingStoredAt,
    "pod-delivered": pod.deliveredAt,
    "sandbox-ready": isOnKubelet
      ? pod.sandboxAt
      : pod.deliveredAt + sandboxSeconds(podStart, pod.runningAt - pod.deliveredAt),
    "container-running": pod.runningAt,
  };
  return Array.from({ length: job.containersPerPod }, (_, index) => ({
    job: job.name,
    pod: pod.name,
    container: `app-${index + 1}`,
    times: { ...times, "container-running": pod.containersRanAt[index] ?? pod.runningAt },
    ...(isOnKubelet
      ? {
          onKubelet: {
            "cgroup-created": pod.cgroupAt,
            "volumes-mounted": pod.mountedAt,
            "sandbox-starting": pod.mountedAt,
          },
        }
      : {}),
  }));
}
