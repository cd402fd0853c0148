import type { ContainerUse } from "../../trial/record.ts";
import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { onKubelets } from "../nodes.ts";
import { quantityOf } from "../../quantities.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const nobody = "no node has a kubelet";
const limitName = "workload.resources.limits.cpu";

/** How long the last container's start was stopped since its processor limit was used up. */
export function throttlingFacts(view: TrialView): Readings {
  const start = startSeconds(view);
  const seconds = throttled(view);
  return {
    "throttling.limit-cores": cpuLimit(view),
    "throttling.start-seconds": start,
    "throttling.cpu-seconds": usedSeconds(view),
    "throttling.seconds": seconds,
    "throttling.share": shareOfDeployment(view, seconds, "throttling.seconds / deployment"),
    "throttling.start-share": both(start, seconds, (whole, part) =>
      whole === 0 ? 0 : Math.min(1, part / whole),
    ),
  };
}

/** The container that ended the deployment, where something really ran. */
function lastOf(view: TrialView) {
  const last = view.record.timeline.containers.at(-1);
  return last !== undefined && onKubelets(view).includes(last) ? last : undefined;
}

/** What the last container used, by whom it was counted. */
function useOf(view: TrialView): ContainerUse | undefined {
  const last = lastOf(view);
  return view.record.uses?.find(({ pod, container }) => pod === last?.pod && container === last.container);
}

/** The limit of the trial's containers, cores; 0 = none. */
function cpuLimit({ record, context }: TrialView): Reading {
  const state = record.pods?.flatMap(({ containers }) => containers)[0];
  if (state !== undefined) return known(state.limits.cpuCores ?? 0, "the pods as the API had them");
  const set = record.settings.find(({ parameter }) => parameter === limitName)?.value;
  if (set !== undefined) return known(quantityOf(String(set)) ?? 0, `${limitName} as set`);
  return known(context.plan.workload.cpuLimitCores ?? 0, "the experiment");
}

function startSeconds(view: TrialView): Reading {
  const last = lastOf(view);
  if (last === undefined) return known(0, nobody);
  const [start, end] = [last.points["container-started"], last.points["container-running"]];
  if (start === undefined || end === undefined)
    return missing("the last container's timeline does not show its start and its first output");
  return known(end.seconds - start.seconds, "timeline of the last container");
}

function usedSeconds(view: TrialView): Reading {
  if (lastOf(view) === undefined) return known(0, nobody);
  const { cpuSeconds, source } = useOf(view) ?? {};
  return cpuSeconds === undefined
    ? missing("nobody counted the processor time of the last container")
    : known(cpuSeconds, `${source ?? ""} of the last container`);
}

/**
 * Without the limit the container would still need the processor time that it used, and what it is stopped for after
 * its first output is not waited for.
 */
function throttled(view: TrialView): Reading {
  if (lastOf(view) === undefined) return known(0, nobody);
  const limit = cpuLimit(view);
  if (!("missing" in limit) && limit.value === 0) return known(0, "the containers have no processor limit");
  const start = startSeconds(view);
  if ("missing" in start) return start;
  // A start that takes no time has nothing in it that a limit could have made longer.
  if (Number(start.value) <= view.context.noiseSeconds)
    return known(0, `the application's start took no longer than trials differ by`);
  const { throttledSeconds, cpuSeconds = 0, source = "" } = useOf(view) ?? {};
  if (throttledSeconds === undefined)
    return missing("nobody counted for how long the last container was throttled");
  const most = Math.max(0, Number(start.value) - cpuSeconds);
  return known(Math.min(throttledSeconds, most), `${source} of the last container`);
}

/** The seconds alone; 0 where nobody knows. */
export function throttledSeconds(view: TrialView): number {
  const reading = throttled(view);
  return "missing" in reading ? 0 : Number(reading.value);
}

function both(a: Reading, b: Reading, compute: (a: number, b: number) => number): Reading {
  return derived(
    b,
    (second) => ("missing" in a ? 0 : compute(Number(a.value), second)),
    "throttling / start",
  );
}
