import type { Point, PointId } from "./point.ts";

/** All points in causal order: a timeline whose points are not in this order is refused. */
export const points: readonly Point[] = [
  {
    id: "client-start",
    scope: "client",
    meaning: "the client starts",
    signal: "Columbo's clock before it starts the client",
  },
  {
    id: "job-read",
    scope: "job",
    meaning: "the client asks whether the Job exists",
    signal: "audit log, get jobs, requestReceivedTimestamp",
    only: "some-clients",
  },
  {
    id: "job-sent",
    scope: "job",
    meaning: "the client sends the Job",
    signal: "the client's own clock when it writes the request; kubectl's log of its requests",
  },
  {
    id: "job-received",
    scope: "job",
    meaning: "the API server receives the Job",
    signal: "audit log, create jobs, requestReceivedTimestamp",
  },
  {
    id: "job-admission",
    scope: "job",
    meaning: "the API server has let the Job's request in",
    signal: "kube-apiserver's span of the create, its start",
    only: "traces",
  },
  {
    id: "job-persisting",
    scope: "job",
    meaning: "the API server begins to write the Job to etcd",
    signal: "kube-apiserver's span of the etcd write, its start",
    only: "traces",
  },
  {
    id: "job-stored",
    scope: "job",
    meaning: "the Job is in etcd",
    signal: "audit log, create jobs, stageTimestamp, or its delivery where that is seen first",
  },
  {
    id: "job-enqueued",
    scope: "job",
    meaning: "the job controller receives the Job",
    signal: 'kube-controller-manager log V(2) "enqueueing job"',
  },
  {
    id: "job-syncing",
    scope: "job",
    meaning: "a worker of the job controller takes the Job",
    signal: 'kube-controller-manager log V(4) "Finished syncing job", its time less its elapsed time',
  },
  {
    id: "job-unpacked",
    scope: "job",
    meaning: "the job controller begins to create the Job's pods",
    signal: 'kube-controller-manager log V(4) "Too few pods running"',
  },
  {
    id: "pod-turn",
    scope: "pod",
    meaning: "the slow-start batch of the pod begins",
    signal: "audit log: the last creation of the batch before has been answered",
  },
  {
    id: "pod-received",
    scope: "pod",
    meaning: "the API server receives the pod",
    signal: "audit log, create pods at RequestResponse, requestReceivedTimestamp",
  },
  {
    id: "pod-admission",
    scope: "pod",
    meaning: "the API server has let the pod's request in",
    signal: "kube-apiserver's span of the create, its start",
    only: "traces",
  },
  {
    id: "pod-persisting",
    scope: "pod",
    meaning: "the API server begins to write the pod to etcd",
    signal: "kube-apiserver's span of the etcd write, its start",
    only: "traces",
  },
  {
    id: "pod-stored",
    scope: "pod",
    meaning: "the pod is in etcd",
    signal: "audit log, create pods, stageTimestamp, or its delivery where that is seen first",
  },
  {
    id: "pod-queued",
    scope: "pod",
    meaning: "the pod is in the scheduler's queue",
    signal: 'kube-scheduler log V(3) "Add event for unscheduled pod"',
  },
  {
    id: "pod-scheduling",
    scope: "pod",
    meaning: "the scheduler takes the pod",
    signal: 'kube-scheduler log V(3) "Attempting to schedule pod"',
  },
  {
    id: "pod-binding",
    scope: "pod",
    meaning: "the scheduler has chosen a node",
    signal: 'kube-scheduler log V(3) "Attempting to bind pod to node"',
  },
  {
    id: "binding-received",
    scope: "pod",
    meaning: "the API server receives the binding",
    signal: "audit log, create pods/binding, requestReceivedTimestamp",
  },
  {
    id: "binding-stored",
    scope: "pod",
    meaning: "the binding is in etcd",
    signal: "audit log, create pods/binding, stageTimestamp, or its delivery where that is seen first",
  },
  {
    id: "pod-delivered",
    scope: "pod",
    meaning: "the node receives the bound pod",
    signal:
      'kubelet log V(2) "SyncLoop ADD"; without a kubelet the pod watch, first version with a node name',
  },
  {
    id: "pod-syncing",
    scope: "pod",
    meaning: "a pod worker of the kubelet begins with the pod",
    signal: 'kubelet log V(4) "SyncPod enter"; V(2) first "No sandbox for pod can be found"',
    only: "kubelet",
  },
  {
    id: "cgroup-created",
    scope: "pod",
    meaning: "the pod's cgroup and folders are there",
    signal: 'kubelet log V(3) "Waiting for volumes to attach and mount for pod"; without volumes as the next',
    only: "kubelet",
  },
  {
    id: "volumes-mounted",
    scope: "pod",
    meaning: "the pod's volumes are mounted",
    signal:
      'kubelet log V(3) "All volumes are attached and mounted for pod"; without volumes V(2) second "No sandbox for pod can be found"',
    only: "kubelet",
  },
  {
    id: "sandbox-starting",
    scope: "pod",
    meaning: "the kubelet asks the runtime for the pod's sandbox",
    signal: 'kubelet log V(4) "Creating PodSandbox for pod"; containerd log "RunPodSandbox for"',
    only: "kubelet",
  },
  {
    id: "sandbox-ready",
    scope: "pod",
    meaning: "the pod's sandbox is ready",
    signal:
      'containerd log "RunPodSandbox ... returns sandbox id"; kubelet log V(4) "Created PodSandbox for pod"; modelled on kwok nodes',
  },
  {
    id: "image-ready",
    scope: "container",
    meaning: "the container's image is on the node",
    signal: "name of the Pulled event, which ends in its nanoseconds",
    only: "kubelet",
  },
  {
    id: "container-created",
    scope: "container",
    meaning: "the container is created",
    signal: 'name of the Created event; containerd log "CreateContainer ... returns container id"',
    only: "kubelet",
  },
  {
    id: "container-started",
    scope: "container",
    meaning: "the container's process is started",
    signal:
      'name of the Started event; containerd log "StartContainer ... returns successfully", or its output where that is seen first',
    only: "kubelet",
  },
  {
    id: "container-running",
    scope: "container",
    meaning: "the application runs",
    signal:
      "the runtime's stamp of the first line of the container's log; its start where it prints nothing; on kwok nodes the pod watch, first version whose container status is running",
  },
  {
    id: "running-reported",
    scope: "container",
    meaning: "the API says that the container runs",
    signal:
      "pod watch, first version whose container status is running, receive time; no earlier than the application runs",
  },
  {
    id: "container-ready",
    scope: "container",
    meaning: "the API says that the container is ready",
    signal:
      "pod watch, first version whose container status is ready, receive time; no earlier than the application runs",
    only: "probed",
  },
];

const order = new Map(points.map((point, index) => [point.id, index]));

/** Compares two points by their place in the pipeline; negative when `a` comes first. */
export function comparePoints(a: PointId, b: PointId): number {
  return (order.get(a) ?? 0) - (order.get(b) ?? 0);
}
