import type { Cluster, ClockBounds, HostClock } from "../../provisioners/index.ts";
import type { ClockOffset } from "../timeline/timeline.ts";
import type { Source } from "./sources.ts";

/**
 * How far the clocks of a cluster's machines are from Columbo's: each is asked before and after the trial, and was
 * somewhere between all that both answers allow.
 */
export const machineClocks: Source = {
  name: "clocks of the machines",
  points: [],
  absence: () => undefined,
  observe({ cluster: { clocks = [] } }) {
    let before: readonly (ClockBounds | undefined)[] = [];
    return {
      name: machineClocks.name,
      async begin() {
        before = await asked(clocks);
      },
      async end() {
        const after = await asked(clocks);
        return { clocks: clocks.flatMap(({ host }, index) => offsetOf(host, [before[index], after[index]])) };
      },
    };
  },
};

function asked(clocks: NonNullable<Cluster["clocks"]>): Promise<readonly (ClockBounds | undefined)[]> {
  return Promise.all(clocks.map((clock: HostClock) => clock.bounds()));
}

/** The hull of what was told; nothing when the machine told nothing. */
export function offsetOf(host: string, told: readonly (ClockBounds | undefined)[]): readonly ClockOffset[] {
  const known = told.filter((bounds) => bounds !== undefined);
  if (known.length === 0) return [];
  const low = Math.min(...known.map((bounds) => bounds.low));
  const high = Math.max(...known.map((bounds) => bounds.high));
  return [{ host, low, high, source: "asked over SSH before and after the trial" }];
}
