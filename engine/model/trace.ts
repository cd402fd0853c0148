import type { PathOutcome } from "./machine/simulated-path.ts";
import type { Program } from "./service-times.ts";
import type { SimulationTrace } from "./simulation.ts";

/** Seconds between two samples of the processor's use, as observers of own clusters take them. */
export const traceInterval = 0.25;

/** The name of a pod, by its number among all. */
export function podName(pod: number, podsPerJob: number): string {
  return `${jobName(Math.floor(pod / podsPerJob))}-${pod + 1}`;
}

export function jobName(job: number): string {
  return `job-${job + 1}`;
}

/** What was noted of a traced simulation until its end; undefined of one that was not traced. */
export function traceOf(
  { recorder, seconds, layout, samples }: PathOutcome,
  programs: (work: Readonly<Record<string, number>>) => Readonly<Record<Program, number>>,
): SimulationTrace | undefined {
  if (recorder === undefined) return undefined;
  const podsPerJob = layout.childrenOf("pod");
  const nameOf = (kind: string, entity: number): string => {
    if (kind === "workload") return jobName(entity);
    const perPod = kind === "pod" ? 1 : layout.within(kind, "pod");
    return podName(Math.floor(entity / perPod), podsPerJob);
  };
  return {
    waits: recorder.waits
      .filter(({ sentAt }) => sentAt <= seconds)
      .map(({ kind, entity, ...wait }) => ({ ...wait, object: nameOf(kind, entity) }))
      .toSorted((a, b) => a.sentAt - b.sentAt),
    requests: recorder.requests
      .filter(({ receivedAt }) => receivedAt <= seconds)
      .map(({ kind, entity, ...request }) => ({ ...request, object: nameOf(kind, entity) }))
      .toSorted((a, b) => a.receivedAt - b.receivedAt),
    cpu: samples.map(({ at, work }) => ({ at, work: programs(work) })),
  };
}
