import { memoryText } from "../memory-text.ts";
import type { Remedy, RemedyContext } from "../remedy.ts";
import { openNodes, podsOf, podsPerNode } from "../room.ts";
import { factNumber } from "../evidence.ts";

/** Of a node's amount, so much is left for pods that are not the workload's. */
const reserve = 0.05;

interface Resource {
  readonly parameter: string;
  readonly cause: string;
  /** Of a node, in the unit that a value is written in: thousandths of a core, MiB. */
  readonly allocatable: (context: RemedyContext) => readonly number[];
  /** What a pod asks for now. */
  readonly asked: (context: RemedyContext) => number;
  /** The most that a container was measured to use, a whole number; 0 where nobody measured. */
  readonly used: (context: RemedyContext) => number;
  readonly written: (amount: number) => string;
}

/** A request with which all pods have room at once; never less than what containers were measured to use. */
function fitting({ parameter, cause, allocatable, asked, used, written }: Resource): Remedy {
  return {
    parameter,
    values(context) {
      if (context.cause !== cause) return [];
      const perNode = podsPerNode(context);
      const rooms = allocatable(context);
      if (perNode === undefined || rooms.length === 0)
        return [{ reason: "what nodes have for pods is not known: they could not be listed" }];
      const { containers } = podsOf(context);
      const fits = rounded(((1 - reserve) * Math.min(...rooms)) / (perNode * containers));
      const now = asked(context) / containers;
      const needs = used(context);
      const each = `${perNode} pods on each of ${rooms.length} nodes`;
      if (fits < 1 || fits >= now)
        return [{ reason: `${each} find room with what they ask for: others take it` }];
      if (fits < needs)
        return [
          {
            reason: `${each} leave ${written(fits)} for a container, which was measured to use ${written(needs)}: add nodes`,
          },
        ];
      const bound = needs > 0 ? `; a container was measured to use ${written(needs)} at most` : "";
      return [
        {
          settings: [{ parameter, value: written(fits) }],
          before: [{ parameter, value: written(now) }],
          why: `${written(fits)} for each container lets ${each} have room at once, with a twentieth of a node to spare${bound}`,
        },
      ];
    },
  };
}

/** Rounded down to two digits. */
function rounded(amount: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, amount))) - 1);
  return Math.floor(amount / step) * step;
}

export const cpuRequest = fitting({
  parameter: "workload.resources.requests.cpu",
  cause: "scheduling/insufficient-cpu",
  allocatable: (context) => openNodes(context).map(({ allocatable }) => 1000 * (allocatable.cpuCores ?? 0)),
  asked: (context) => 1000 * factNumber(context, "request.cpu-cores"),
  // What the start took, spread over the deployment: a request must let the application run, not start at once.
  used: ({ trial: { uses = [], deploymentSeconds } }) =>
    Math.ceil(
      Math.max(0, ...uses.map(({ cpuSeconds = 0 }) => (1000 * cpuSeconds) / Math.max(1, deploymentSeconds))),
    ),
  written: (milli) => `${Math.round(milli)}m`,
});

export const memoryRequest = fitting({
  parameter: "workload.resources.requests.memory",
  cause: "scheduling/insufficient-memory",
  allocatable: (context) => openNodes(context).map(({ allocatable }) => allocatable.memoryMiB ?? 0),
  asked: (context) => factNumber(context, "request.memory-mib"),
  used: ({ trial: { uses = [] } }) =>
    Math.ceil(Math.max(0, ...uses.map(({ peakMemoryMiB = 0 }) => peakMemoryMiB))),
  written: memoryText,
});
