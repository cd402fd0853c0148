import { ProvisionError } from "../../errors.ts";
import type { HostCapacity } from "../layout/capacity.ts";
import type { MachineHost } from "./machine-host.ts";

const deadlineMs = 10_000;

/**
 * What a host has to give: its physical cores, as Continuum counts them, the memory that is available, and the disk below a
 * folder.
 */
export async function sizeOf(host: MachineHost, folder: string): Promise<HostCapacity> {
  const ask = async (program: string, argv: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr, failure } = await host.run(program, argv, { deadlineMs });
    if (exitCode === 0) return stdout;
    throw new ProvisionError(`the size of host ${host.name} cannot be told: ${failure ?? stderr.trim()}`, 3);
  };
  const [cpus, memory, disk] = await Promise.all([
    ask("lscpu", ["--parse=CORE,SOCKET"]).catch(() => ask("nproc", [])),
    ask("cat", ["/proc/meminfo"]),
    // A folder that is not there yet tells nothing; whatever makes it will say so.
    ask("df", ["--output=avail", "--block-size=1", "--", folder]).catch(() => ""),
  ]);
  const free = /^\s*(\d+)\s*$/m.exec(disk)?.[1];
  return {
    name: host.name,
    cores: physicalCores(cpus),
    availableBytes: availableBytes(memory),
    ...(free === undefined ? {} : { diskBytes: Number(free) }),
  };
}

/** Different pairs of core and socket, in what lscpu prints; or the number that nproc prints. */
export function physicalCores(printed: string): number {
  if (/^\d+\s*$/.test(printed)) return Number(printed);
  return new Set(printed.split("\n").filter((line) => /^\d+,\d+$/.test(line))).size;
}

/** Source: proc_meminfo(5). */
export function availableBytes(meminfo: string): number {
  return Number(/^MemAvailable:\s+(\d+) kB$/m.exec(meminfo)?.[1] ?? Number.NaN) * 1024;
}
