import { hasReadinessProbe, type Plan } from "../../experiments/index.ts";
import type { ClusterNode } from "../../provisioners/index.ts";
import type { Observations } from "../observe/index.ts";
import {
  buildTimeline,
  withUpperBounds,
  type ClockOffset,
  type SeenTrial,
  type Timeline,
} from "../timeline/index.ts";

/** The timeline of what the observers saw. @param startedAt when the client started, milliseconds since the epoch */
export function timelineOf(
  plan: Plan,
  nodes: readonly Pick<ClusterNode, "name" | "kind">[],
  startedAt: number,
  seen: readonly Observations[],
): Timeline {
  const trial: SeenTrial = {
    startedAt,
    stamps: seen.flatMap((part) => part.stamps ?? []),
    pods: seen.flatMap((part) => part.pods ?? []),
    syncs: seen.flatMap((part) => part.syncs ?? []),
    kinds: new Map(nodes.map(({ name, kind }) => [name, kind])),
    podStart: plan.podStart,
    level: plan.observe ?? "default",
    ...(plan.provider === "simulated" ? { simulated: true } : {}),
    ...(hasReadinessProbe(plan.workload) ? { probed: true } : {}),
  };
  const clocks = clocksOf(plan, trial, seen);
  return { ...buildTimeline(trial), ...(clocks.length === 0 ? {} : { clocks }) };
}

function clocksOf(
  { provider }: Pick<Plan, "provider">,
  trial: SeenTrial,
  seen: readonly Observations[],
): readonly ClockOffset[] {
  const found = seen.flatMap((part) => part.clocks ?? []);
  switch (provider) {
    case "local":
      return [sameMachine];
    case "simulated":
      return [sameClock];
    case "qemu":
      return found;
    case "existing":
      return withUpperBounds(found, trial);
  }
}

/** All programs of a local cluster read the clock that Columbo reads. */
const sameMachine: ClockOffset = { host: "this machine", low: 0, high: 0, source: "same machine" };

/** Whatever is simulated reads the clock of the simulation. */
const sameClock: ClockOffset = {
  host: "all machines",
  low: 0,
  high: 0,
  source: "the simulation has one clock",
};
