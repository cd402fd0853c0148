import type { PointId } from "../../../knowledge/index.ts";
import type { ContainerTimeline, Timeline } from "../../timeline/timeline.ts";
import { csvOf } from "./table.ts";

/** A column of the framework's result table. */
interface EventColumn {
  readonly name: string;
  /** The point of ours at that moment; a further one counts where the first was not seen. */
  readonly points: readonly PointId[];
}

/**
 * The 14 columns of Continuum's `_dataframe.csv`, whose times its modified Kubernetes prints as numbered marks, and
 * where an unmodified one shows the same moment. Mark 0277 comes right before the call that creates a pod, so that
 * what the slow-start batches before took lies before it, and in the framework's S2 rather than in S3 as in ours.
 */
export const eventColumns: readonly EventColumn[] = [
  // 0400: kubectl starts.
  { name: "kubectl_start (s)", points: ["client-start"] },
  // 0401: kubectl has read the manifest and sends.
  { name: "kubectl_parsed (s)", points: ["job-sent"] },
  // 0200: the API server has the workload's request.
  { name: "api_workload_arrived (s)", points: ["job-received"] },
  // 0028: the job controller takes up the workload.
  { name: "controller_read_workload (s)", points: ["job-enqueued"] },
  // 0277: the job controller is about to create the pod.
  { name: "controller_unpacked_workload (s)", points: ["pod-turn", "job-unpacked"] },
  // 0202: the API server has the pod's request.
  { name: "api_pod_created (s)", points: ["pod-received"] },
  // 0124: the scheduler takes the pod from its queue.
  { name: "scheduler_read_pod (s)", points: ["pod-scheduling"] },
  // 0204: the API server has the binding's request.
  { name: "scheduled_pod (s)", points: ["binding-received"] },
  // 0500: the kubelet has the pod.
  { name: "kubelet_pod_received (s)", points: ["pod-delivered"] },
  // 0504: the pod's cgroup is there, its volumes are next.
  { name: "kubelet_created_cgroup (s)", points: ["cgroup-created"] },
  // 0505: the volumes are mounted, the sandbox is next.
  { name: "kubelet_mounted_volume (s)", points: ["volumes-mounted"] },
  // 0514: the sandbox is ready, the container is next.
  { name: "kubelet_applied_sandbox (s)", points: ["sandbox-ready"] },
  // 0517: the container is created, its start is next.
  { name: "kubelet_created_container (s)", points: ["container-created"] },
  // The first line of the application's own log.
  { name: "started_application (s)", points: ["container-running"] },
];

/** The framework's `_dataframe.csv` of a trial: a row for each container, in the order in which they ran. */
export function dataframeOf({ containers }: Timeline): string {
  const ran = ({ points }: ContainerTimeline): number =>
    points["container-running"]?.seconds ?? Number.POSITIVE_INFINITY;
  return csvOf(
    ["pod", "container", ...eventColumns.map(({ name }) => name)],
    containers
      .toSorted((a, b) => ran(a) - ran(b))
      .map((one) => [
        one.pod,
        one.container,
        ...eventColumns.map(({ points }) => points.map((id) => one.points[id]).find(Boolean)?.seconds),
      ]),
  );
}
