import type { MachinesReport, NetworkReport } from "../machines-report.ts";
import type { Fleet } from "./fleet.ts";
import type { Raised } from "./raise.ts";
import { patienceOf, toldAboutTime } from "./software/patience.ts";

/**
 * What a result says of its machines.
 * @param stays whether they are there at the end, so that somebody can log into them
 */
export function machinesReport(
  { fleet, acceleration }: Pick<Raised, "fleet" | "acceleration">,
  network: NetworkReport,
  stays: boolean,
): MachinesReport {
  return {
    acceleration: acceleration.by,
    timeouts: toldAboutTime(patienceOf(acceleration.by)),
    machines: fleet.machines.map(({ machine, address, host }) => {
      const { name, tier, role, cores, memoryGiB, quota } = machine;
      const login = stays ? { login: loginTo(fleet, address) } : {};
      return { name, tier, role, cores, memoryGiB, quota, address, host, ...login };
    }),
    network,
  };
}

/** The command by which a user logs in, for a shell: the home that its paths lie in may have any name. */
function loginTo({ privateKey, knownHosts }: Fleet, address: string): string {
  return `ssh -i ${quoted(privateKey)} -o UserKnownHostsFile=${quoted(knownHosts)} root@${address}`;
}

const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
