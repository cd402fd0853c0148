import { nodeReasons } from "../trial/unschedulable.ts";
import type { NodeState } from "../trial/index.ts";
import type { RemedyContext } from "./remedy.ts";

/** How many pods there are to be, and how many containers each has. */
export function podsOf({ plan }: Pick<RemedyContext, "plan">): {
  readonly pods: number;
  readonly containers: number;
} {
  const { method, instances } = plan.workload;
  return method === "container" ? { pods: 1, containers: instances } : { pods: instances, containers: 1 };
}

/** Nodes that a pod without tolerations may go to; where the scheduler's words rule some out for other reasons, fewer. */
export function openNodes({ trial }: Pick<RemedyContext, "trial">): readonly NodeState[] {
  return (trial.objects?.nodes ?? []).filter(
    ({ taints, unschedulable }) =>
      unschedulable !== true && taints.every(({ effect }) => effect === "PreferNoSchedule"),
  );
}

/** Pods that each node must take at least if all are to have one; undefined where no node is known. */
export function podsPerNode(context: RemedyContext): number | undefined {
  const nodes = openNodes(context).length;
  return nodes === 0 ? undefined : Math.ceil(podsOf(context).pods / nodes);
}

/** Whether the scheduler gave such a reason for some pod. */
export function isSaid({ trial }: Pick<RemedyContext, "trial">, words: RegExp): boolean {
  const messages = [
    ...(trial.pods ?? []).flatMap(({ unscheduled }) => unscheduled?.message ?? []),
    ...trial.warnings.flatMap(({ reason, message }) => (reason === "FailedScheduling" ? [message] : [])),
  ];
  return messages.some((message) => nodeReasons(message).some(({ text }) => words.test(text)));
}
