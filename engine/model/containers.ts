import { sandboxSeconds } from "../timeline/index.ts";
import type { PathOutcome } from "./machine/simulated-path.ts";
import {
  simulatedKubeletPoints,
  simulatedPoints,
  type SimulatedContainer,
  type SimulatedPoint,
  type SimulatedPull,
  type SimulationInput,
} from "./simulation.ts";
import { jobName, podName } from "./trace.ts";

/** The containers of all pods that run, in the order in which the pods did, with the time of every point. */
export function containersOf(
  outcome: PathOutcome,
  { podStart, images }: SimulationInput,
): SimulatedContainer[] {
  const { layout, finished } = outcome;
  const perPod = layout.childrenOf("container");
  const timeOf = timesByPod(outcome);
  const [podsPerJob, ran, sandbox] = [
    layout.childrenOf("pod"),
    timeOf("container-running"),
    timeOf("sandbox-ready"),
  ];
  const before = simulatedPoints
    .filter((id) => id !== "sandbox-ready" && id !== "container-running")
    .map((id) => ({ id, at: timeOf(id) }));
  const onKubelet = simulatedKubeletPoints.map((id) => ({ id, at: timeOf(id) }));
  const pullOf = pullsOf(timeOf, images?.images ?? 1, perPod);
  return finished.flatMap((pod) => {
    const job = jobName(Math.floor(pod / podsPerJob));
    const hasKubelet = !Number.isNaN(sandbox(pod, 0));
    return Array.from({ length: perPod }, (_, index): SimulatedContainer => {
      const times = {} as Record<SimulatedPoint, number>;
      for (const { id, at } of before) times[id] = at(pod, index);
      times["container-running"] = ran(pod, index);
      const delivered = times["pod-delivered"];
      times["sandbox-ready"] = hasKubelet
        ? sandbox(pod, index)
        : delivered + sandboxSeconds(podStart, times["container-running"] - delivered);
      const container = { job, pod: podName(pod, podsPerJob), container: `app-${index + 1}`, times };
      if (!hasKubelet) return container;
      const own = Object.fromEntries(onKubelet.map(({ id, at }) => [id, at(pod, index)]));
      const pull = pullOf(pod, index);
      return {
        ...container,
        onKubelet: own as NonNullable<SimulatedContainer["onKubelet"]>,
        ...(pull === undefined ? {} : { pull }),
      };
    });
  });
}

/** The pull of a container's image, if it was not there; containers take the images in turn. */
function pullsOf(
  timeOf: ReturnType<typeof timesByPod>,
  images: number,
  perPod: number,
): (pod: number, index: number) => SimulatedPull | undefined {
  const [wanted, begun, done] = [timeOf("image-wanted"), timeOf("image-pulling"), timeOf("image-ready")];
  const refusedAt = timeOf("image-refused");
  return (pod, index) => {
    const [from, refused] = [begun(pod, index), refusedAt(pod, index)];
    if (Number.isNaN(wanted(pod, index))) return undefined;
    return {
      image: (pod * perPod + index) % Math.max(1, images),
      ...{ wanted: wanted(pod, index), done: done(pod, index) },
      ...(Number.isNaN(from) ? {} : { begun: from }),
      ...(Number.isNaN(refused) ? {} : { refused }),
    };
  };
}

/** Looks up when a pod, or what it belongs to, or one of its containers, reached a point; NaN for never. */
function timesByPod({
  layout,
  reached,
}: PathOutcome): (id: string) => (pod: number, index: number) => number {
  const perPod = layout.childrenOf("container");
  return (id) => {
    const point = reached.get(id);
    if (point === undefined) return () => NaN;
    const { kind, times } = point;
    if (kind === "container") return (pod, index) => times[pod * perPod + index] as number;
    const within = layout.within("pod", kind);
    return (pod) => times[Math.floor(pod / within)] as number;
  };
}
