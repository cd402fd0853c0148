import { mean } from "simple-statistics";
import type { ModelledPodStart, NodeKind } from "../../../experiments/index.ts";
import type { TrialRecord } from "../../trial/index.ts";
import { serverUnits } from "../server-units.ts";
import { anyKubelet } from "../kubelet-work.ts";
import { priorKubeletTimes, priorOf, priorServiceTimes } from "../priors.ts";
import {
  kubeletTimeIds,
  latencyIds,
  podPrograms,
  type PodProgram,
  type ServiceTimes,
} from "../service-times.ts";
import { measuredKubeletTimes } from "./kubelet.ts";
import { measuredLatencies } from "./latencies.ts";
import { contentionOf, startWorkOf } from "./contention.ts";
import { batching, rampPods } from "./batching.ts";
import { othersIn, spreadOf } from "./others.ts";
import { countsOf, gaps, unloaded } from "./records.ts";
import { leastBackground, backgroundOf, usesOf, workBetween } from "./work.ts";

/** What the warm-up measured, under settings that throttle neither trial. */
export interface WarmupData {
  readonly single: TrialRecord;
  /** A few dozen pods in one Job, fewer than the job controller's burst. */
  readonly ramp?: TrialRecord;
  readonly podStart: ModelledPodStart;
  /** Kinds of the nodes, as a simulation gets them. */
  readonly nodes?: readonly NodeKind[];
  /** Pods of the workload that is going to be predicted; absent = as few as the ramp has. */
  readonly pods?: number;
}

/**
 * Relative error of work per pod from a ramp of 20 pods, at little load and counted in hundredths of a second: in
 * five runs on one machine of two cores, work per pod under full load ended 15 to 42 % below it.
 */
const rampError = 0.18;

/**
 * Service times from a single pod and a small ramp: latencies from the points, work per pod from how much more
 * processor time the ramp took than the single pod. Whatever the records do not show is taken from the priors and
 * named in `priors`.
 */
export function calibrate({ single, ramp, podStart, nodes, pods }: WarmupData): ServiceTimes {
  const prior = priorServiceTimes(single.cores);
  const records = ramp === undefined ? [single] : [single, ramp];
  const hasKubelets = anyKubelet({ nodes });
  const latency = measuredLatencies(records, podStart, prior.latency);
  const kubelet = hasKubelets ? measuredKubeletTimes(records) : {};
  const quiet = hasKubelets ? leastBackground(single) : backgroundOf(single);
  const background = quiet ?? prior.background;
  const others = othersIn(records);
  const work = ramp === undefined ? {} : workPerPod(single, ramp, background);
  const perPod = { ...prior.workPerPod, ...work };
  if (Object.keys(work).length > 0)
    for (const program of podPrograms)
      if (program !== "node" || !hasKubelets) perPod[program] *= batching(pods ?? 0, rampPods);
  const starts =
    nodes?.includes("real") === true ? records.flatMap((record) => startWorkOf(record, background)) : [];
  const contention = contentionOf(starts);
  if (contention !== undefined) perPod.node = contention.alone;
  const client = clientWork(records);
  const server =
    quiet === undefined ? undefined : serverWorkPerCall(single, background.server, perPod.server);
  const cycle = unloaded(records, (record) => gaps(record, "pod-scheduling", "pod-binding"));

  const missing = [
    ...(quiet === undefined ? ["background"] : []),
    ...(client === undefined ? ["workPerCall.client"] : []),
    ...(server === undefined ? ["workPerCall.server"] : []),
    ...(cycle === undefined ? ["schedulingCycle"] : []),
    ...podPrograms.filter((program) => !(program in work)).map((program) => `workPerPod.${program}`),
    ...latencyIds
      .filter((id) => !(id in latency) && !(id === "nodeReaction" && !hasKwok(nodes)))
      .map((id) => `latency.${id}`),
    ...kubeletTimeIds.filter((id) => hasKubelets && !(id in kubelet)).map((id) => `kubelet.${id}`),
  ];
  return {
    cores: single.cores,
    background: others.length === 0 ? background : { ...background, others: mean([...others]) },
    ...(others.length === 0 ? {} : { othersError: spreadOf(others) }),
    workPerPod: perPod,
    workPerCall: {
      client: client ?? prior.workPerCall.client,
      server: server ?? prior.workPerCall.server,
    },
    schedulingCycle: cycle ?? prior.schedulingCycle,
    latency: { ...prior.latency, ...latency },
    ...(hasKubelets ? { kubelet: { ...priorKubeletTimes, ...kubelet } } : {}),
    ...(contention === undefined ? {} : { contention: contention.each, startWork: starts }),
    workError: "server" in work ? rampError : prior.workError,
    priors: missing.map(priorOf),
  };
}

/** Nodes that nobody counted are taken for kwok's. */
function hasKwok(nodes: readonly NodeKind[] = []): boolean {
  return nodes.length === 0 || nodes.includes("kwok");
}

/** Work per pod from the difference of two trials, so that what both have in common drops out. */
function workPerPod(
  single: TrialRecord,
  ramp: TrialRecord,
  background: ServiceTimes["background"],
): Partial<Record<PodProgram, number>> {
  const [few, many] = [workBetween(usesOf(single)), workBetween(usesOf(ramp))];
  const [before, after] = [countsOf(single), countsOf(ramp)];
  const pods = after.pods - before.pods;
  if (pods <= 0 || few.seconds === 0 || many.seconds === 0) return {};
  const found: Partial<Record<PodProgram, number>> = {};
  for (const program of podPrograms) {
    const more = many.work[program] - few.work[program] - background[program] * (many.seconds - few.seconds);
    // A program that seems to work less for more pods was not measured.
    const units = program === "server" ? serverUnits(after) - serverUnits(before) : pods;
    if (more > 0) found[program] = more / units;
  }
  return found;
}

/** Core-seconds of one call in the client; the last record's client has its caches filled. */
function clientWork(records: readonly TrialRecord[]): number | undefined {
  const last = records.at(-1);
  if (last === undefined || last.calls.length === 0) return undefined;
  if (!last.cpu.some(({ cores }) => cores["client"] !== undefined)) return undefined;
  return workBetween(usesOf(last)).work.client / last.calls.length;
}

/** What the API server did in a single pod's trial beyond its background and the pod: the client's call. */
function serverWorkPerCall(single: TrialRecord, background: number, perPod: number): number | undefined {
  // Observers keep the API server busy before the client starts and after the end.
  const { startedAt } = single.timeline;
  const { seconds, work } = workBetween(
    usesOf(single),
    startedAt,
    startedAt + single.deploymentSeconds * 1000,
  );
  if (seconds === 0 || single.calls.length === 0) return undefined;
  const rest = work.server - background * seconds - perPod * serverUnits(countsOf(single));
  return Math.max(0, rest / single.calls.length);
}
