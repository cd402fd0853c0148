import type { HostClock } from "../contract.ts";
import type { RunningMachine } from "./fleet.ts";
import { clockOf, type MachineClock } from "./ssh/clock.ts";

/** The clocks of a run's machines. */
export interface MachineClocks {
  readonly all: readonly HostClock[];
  /** Moves all to this machine's time, so that stamps of different machines can be told apart in order. */
  set(): Promise<void>;
}

/** An emulated machine's clock runs seconds apart from others while it boots, and slightly faster or slower later. */
export function clocksOf(machines: readonly RunningMachine[]): MachineClocks {
  const clocks = machines.map(({ machine, remote }): HostClock & MachineClock => ({
    host: machine.name,
    ...clockOf(remote),
  }));
  return {
    all: clocks,
    async set() {
      await Promise.all(clocks.map((clock) => clock.set()));
    },
  };
}
