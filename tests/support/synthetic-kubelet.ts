import type { ContainerTimeline, TimelinePoint } from "../../engine/timeline/timeline.ts";
import type { CpuSample, TrialRecord } from "../../engine/trial/record.ts";
import type { PointId } from "../../knowledge/index.ts";

export interface KubeletSetup {
  /** Processors that the pods of all nodes share, and seconds of them that a pod's start takes. */
  readonly cores: number;
  readonly workPerPod: number;
  /** Whether pods have a volume. */
  readonly volume: boolean;
}

const pollSeconds = 0.3;
const stepSeconds = 0.005;
/** Parts of a pod's work that are done when its sandbox is ready, and when its container is created. */
const sandboxPart = 0.6;

/**
 * A trial from `syntheticTrial` as if its nodes had kubelets: each pod waits for its volume, then all pods that are on
 * their nodes share the processors until each has had its work.
 */
export function onKubelets(trial: TrialRecord, setup: KubeletSetup): TrialRecord {
  const { cores, workPerPod, volume } = setup;
  const pods = trial.timeline.containers
    .map((container) => ({ container, delivered: container.points["pod-delivered"]!.seconds }))
    .map(({ container, delivered }) => ({
      container,
      delivered,
      begins: delivered + 0.006 + (volume ? pollSeconds + 0.009 : 0.002),
      left: workPerPod,
      sandbox: Number.NaN,
      ran: Number.NaN,
    }));
  const busy: number[] = [];
  let started = 0;
  for (let step = 0; started < pods.length; step += 1) {
    const now = step * stepSeconds;
    const active = pods.filter(({ begins, left }) => begins <= now && left > 0);
    busy.push(Math.min(1, active.length / cores));
    for (const pod of active) {
      pod.left -= stepSeconds * Math.min(1, cores / active.length);
      if (Number.isNaN(pod.sandbox) && pod.left <= (1 - sandboxPart) * workPerPod) pod.sandbox = now;
      if (pod.left <= 0) {
        pod.ran = now + stepSeconds;
        started += 1;
      }
    }
  }
  const containers = pods
    .toSorted((a, b) => a.ran - b.ran)
    .map(({ container, delivered, begins, sandbox, ran }): ContainerTimeline => {
      const times: readonly (readonly [PointId, number])[] = [
        ["pod-syncing", delivered + 0.003],
        ["cgroup-created", delivered + 0.006],
        ["volumes-mounted", begins],
        ["sandbox-starting", begins],
        ["sandbox-ready", sandbox],
        ["image-ready", sandbox + 0.002],
        ["container-created", sandbox + 0.4 * (ran - sandbox)],
        ["container-started", ran],
        ["container-running", ran],
      ];
      const points = Object.fromEntries(times.map(([id, seconds]) => [id, point(seconds)]));
      return { ...container, points: { ...container.points, ...points } };
    });
  const deploymentSeconds = containers.at(-1)!.points["container-running"]!.seconds;
  const { startedAt } = trial.timeline;
  return {
    ...trial,
    deploymentSeconds,
    timeline: { ...trial.timeline, containers },
    cpu: samples(trial, startedAt, deploymentSeconds, busy),
  };
}

function point(seconds: number): TimelinePoint {
  return { seconds, source: "kubelet log", precision: 0.00001 };
}

/** The nodes' use beside a control plane that takes what it takes. */
function samples(
  { cores }: TrialRecord,
  startedAt: number,
  end: number,
  busy: readonly number[],
): readonly CpuSample[] {
  const perSample = Math.round(0.25 / stepSeconds);
  return Array.from({ length: Math.ceil(end / 0.25) }, (_, index) => {
    const part = busy.slice(index * perSample, (index + 1) * perSample);
    const share = part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
    return {
      at: startedAt + (index + 1) * 250,
      hostBusy: Math.min(1, 0.1 + 0.9 * share),
      cores: { node: 0.8 * share * cores, "kube-apiserver": 0.1 * cores, etcd: 0.04 * cores },
    };
  });
}
