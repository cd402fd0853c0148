import { setTimeout as sleep } from "node:timers/promises";
import { ProvisionError } from "../errors.ts";
import { consoleEnd } from "./console.ts";
import { domainName } from "./domain/domain.ts";
import type { Fleet } from "./fleet.ts";
import { libvirtOf } from "./hosts/libvirt.ts";
import type { MachineHost } from "./hosts/machine-host.ts";

/** What is looked after: a run's machines and the hosts that they are on. */
export interface WatchedMachines {
  readonly id: string;
  readonly fleet: Pick<Fleet, "machines">;
  readonly hosts: readonly MachineHost[];
  /** The run's folder on every host. */
  readonly hostFolder: string;
  readonly everyMs?: number;
}

/**
 * Looks every few seconds whether a run's machines are all there, until the signal aborts or one is not.
 * @param onEnd hears of the first that ended without being told to, with what it said last
 */
export async function watchMachines(
  { id, fleet, hosts, hostFolder, everyMs = 3000 }: WatchedMachines,
  signal: AbortSignal,
  onEnd: (error: ProvisionError) => void,
): Promise<void> {
  for (;;) {
    try {
      await sleep(everyMs, undefined, { signal, ref: false });
    } catch {
      return;
    }
    for (const host of hosts) {
      const here = fleet.machines.filter((running) => running.host === host.name);
      // A host that does not answer at once says nothing about its machines.
      const there = await libvirtOf(host)
        .names()
        .catch(() => undefined);
      const ended = here.find(({ machine }) => there?.includes(domainName(id, machine.name)) === false);
      if (ended === undefined || signal.aborted) continue;
      const { name } = ended.machine;
      const words = await consoleEnd(host, hostFolder, name);
      onEnd(
        new ProvisionError(`machine ${name} on ${host.name} ended by itself; its last words: ${words}`, 4),
      );
      return;
    }
  }
}
