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
  // Clocks of a cluster that is not Columbo's are bounded by what is seen itself, so that nothing is known before.
  const clockMs = plan.provider === "qemu" ? spreadMs(clocks) : 0;
  return { ...buildTimeline({ ...trial, clockMs }), ...(clocks.length === 0 ? {} : { clocks }) };
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

/** By how much the clocks of two hosts, Columbo's among them, may differ. */
function spreadMs(clocks: readonly ClockOffset[]): number {
  const ends = clocks.flatMap(({ low = 0, high = 0 }) => [low, high]);
  return 1000 * (Math.max(0, ...ends) - Math.min(0, ...ends));
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
