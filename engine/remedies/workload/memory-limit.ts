import { memoryText } from "../memory-text.ts";
import type { Remedied, Remedy } from "../remedy.ts";
import { openNodes, podsOf, podsPerNode } from "../room.ts";
import { factNumber } from "../evidence.ts";

const parameter = "workload.resources.limits.memory";
const cause = "workload/out-of-memory";
/** Over the measured peak. */
const margin = 1.2;
/** A limit that killed says only that more is needed: each try is so many times the one before. */
const factor = 4;
/** Of a node, for the pods' limits together. */
const usable = 0.9;

/**
 * A limit from the measured peak of containers that came up; where all were killed, limits that grow until all pods'
 * together are what nodes have.
 */
export const memoryLimit: Remedy = {
  parameter,
  values(context) {
    if (context.cause !== cause) return [];
    const now = factNumber(context, "memory.limit-mib");
    const most = mostOf(context);
    if (now === 0 || most === undefined)
      return [{ reason: "what nodes have for pods is not known: they could not be listed" }];
    const peak = Math.max(0, ...(context.trial.uses ?? []).map(({ peakMemoryMiB = 0 }) => peakMemoryMiB));
    const before = [{ parameter, value: memoryText(now) }];
    const limit = (mebibytes: number, why: string): Remedied => ({
      settings: [{ parameter, value: memoryText(mebibytes) }],
      before,
      why,
    });
    const wanted = Math.ceil(margin * peak);
    // The peak of a container that was killed is its limit.
    const measured =
      peak > now ? [limit(wanted, `containers were measured to have up to ${memoryText(peak)}`)] : [];
    const steps: number[] = [];
    for (let step = factor * now; step < most; step *= factor) steps.push(step);
    if (most > now) steps.push(most);
    if (steps.length === 0)
      return [
        { reason: `a node has no more than ${memoryText(most)} for each container: add memory or nodes` },
      ];
    const grown = steps.map((step) =>
      limit(
        step,
        `a container was killed at its limit of ${memoryText(now)}, which shows that it needs more and not how much; nodes have ${memoryText(most)} for each`,
      ),
    );
    return [...measured, ...grown];
  },
};

/** MiB that the smallest node has for each container. */
function mostOf(context: Parameters<Remedy["values"]>[0]): number | undefined {
  const perNode = podsPerNode(context);
  const rooms = openNodes(context).flatMap(({ allocatable }) => allocatable.memoryMiB ?? []);
  if (perNode === undefined || rooms.length === 0) return undefined;
  return Math.floor((usable * Math.min(...rooms)) / (perNode * podsOf(context).containers));
}
