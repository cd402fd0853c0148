import { counted } from "../counted.ts";
import { endOf, type Timeline } from "../timeline/index.ts";
import type { Incomplete, PodState, Warning } from "./record.ts";
import { nodeReasons } from "./unschedulable.ts";

/** What is told of a trial that was ended before all its containers ran. */
interface Unfinished {
  readonly timeline: Timeline;
  readonly pods: readonly PodState[];
  readonly warnings: readonly Warning[];
  /** Containers that it was going to start. */
  readonly of: number;
  /** Why it was ended, one clause; used where the pods say nothing. */
  readonly why: string;
}

/** How far such a trial came, and the cluster's shortest words for what kept the others. */
export function incompleteOf(unfinished: Unfinished): Incomplete {
  const { timeline, pods, of } = unfinished;
  const failed = new Set(
    pods.flatMap(({ name, containers }) =>
      containers.flatMap((one) => ((one.ended?.exitCode ?? 0) === 0 ? [] : [`${name}/${one.name}`])),
    ),
  );
  const ran = timeline.containers.filter(
    (one) =>
      (endOf(one) !== undefined || one.points["running-reported"] !== undefined) &&
      !failed.has(`${one.pod}/${one.container}`),
  ).length;
  return { why: reasonOf(unfinished), ran, of };
}

/** What most of the pods that failed say, else most of those that no node took, else most of those that wait. */
function reasonOf({ pods, warnings, of, why }: Unfinished): string {
  for (const words of [failureOf, refusalOf, waitOf]) {
    const said = Map.groupBy(pods.flatMap(words), (text) => text);
    const [most] = [...said].sort(([, a], [, b]) => b.length - a.length);
    if (most !== undefined) return most[0];
  }
  const lacking = of - pods.reduce((sum, { containers }) => sum + containers.length, 0);
  const refused = warnings.findLast(({ reason }) => reason === "FailedCreate");
  if (lacking <= 0) return why;
  return refused === undefined
    ? `${counted(lacking, "container")} got no pod`
    : `FailedCreate: ${refused.message}`;
}

function failureOf({ containers }: PodState): readonly string[] {
  return containers.flatMap(({ ended }) => {
    if (ended === undefined || ended.exitCode === 0) return [];
    return [ended.reason === "Error" ? `ended with exit code ${ended.exitCode}` : ended.reason];
  });
}

function refusalOf({ unscheduled }: PodState): readonly string[] {
  if (unscheduled === undefined) return [];
  const reasons = nodeReasons(unscheduled.message);
  return [reasons.length === 0 ? unscheduled.message : reasons.map(({ text }) => text).join(", ")];
}

function waitOf({ containers }: PodState): readonly string[] {
  return containers.flatMap(({ waiting }) => waiting?.reason ?? []);
}
