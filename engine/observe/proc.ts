import { readFileSync } from "node:fs";

/** Processor time of a process in ticks of a hundredth of a second: its own, and that of its children that ended. */
export interface ProcessTicks {
  readonly own: number;
  readonly children: number;
}

/** Of a process that is gone all are 0. Source: proc_pid_stat(5), fields 14 to 17. */
export function ticksOf(pid: number | "self"): ProcessTicks {
  const stat = readNow(`/proc/${pid}/stat`);
  // The command in the second field may hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  return { own: field(14) + field(15), children: field(16) + field(17) };
}

/** A file of /proc or of a control group; empty when it, or its process, is gone or may not be read. */
export function readNow(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/**
 * The processors that this process may use, by number: in a container or under taskset fewer than the host has.
 * @param status text of /proc/self/status
 */
export function allowedProcessors(status: string): ReadonlySet<number> {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(status)?.[1] ?? "";
  const numbers = [...list.matchAll(/(\d+)(?:-(\d+))?/g)].flatMap(([, first, last = first]) => {
    const from = Number(first);
    return Array.from({ length: Number(last) - from + 1 }, (_, index) => from + index);
  });
  return new Set(numbers);
}

/**
 * Ticks of these processors since the machine started, all together.
 * @param stat text of /proc/stat
 */
export function hostTicks(
  stat: string,
  processors: ReadonlySet<number>,
): { readonly busy: number; readonly total: number } {
  let [busy, total] = [0, 0];
  for (const [, number, line = ""] of stat.matchAll(/^cpu(\d+) +(.*)$/gm)) {
    if (!processors.has(Number(number))) continue;
    const fields = line.split(" ").map(Number);
    // Guest time (fields 8 and 9) is counted in user time already.
    const all = fields.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
    total += all;
    busy += all - (fields[3] ?? 0) - (fields[4] ?? 0);
  }
  return { busy, total };
}

/** Resident memory of a process, bytes. Source: proc_pid_status(5), VmRSS. */
export function residentBytes(status: string): number | undefined {
  const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** Bytes that went from and to disks. */
export interface DiskBytes {
  readonly read: number;
  readonly written: number;
}

/** What a process had disks do; only its owner and root see it. Source: proc_pid_io(5). */
export function diskBytesOfProcess(io: string): DiskBytes | undefined {
  const [read, written] = [/^read_bytes: (\d+)$/m.exec(io)?.[1], /^write_bytes: (\d+)$/m.exec(io)?.[1]];
  return read === undefined || written === undefined
    ? undefined
    : { read: Number(read), written: Number(written) };
}

/** Memory that cannot be had for programs, bytes. Source: proc_meminfo(5). */
export function usedBytes(meminfo: string): number | undefined {
  const [total, free] = [/^MemTotal: +(\d+) kB$/m, /^MemAvailable: +(\d+) kB$/m].map(
    (pattern) => pattern.exec(meminfo)?.[1],
  );
  return total === undefined || free === undefined ? undefined : (Number(total) - Number(free)) * 1024;
}

const sectorBytes = 512;
/** Devices that are not disks of their own: their bytes are in memory, or counted at the disk below them. */
const notDisks = /^(loop|ram|zram|dm-|md|nbd|sr|fd)/;

/**
 * What all disks did. Partitions, whose bytes their disk counts too, are told by `disks`.
 * @param diskstats text of /proc/diskstats: fields 3, 6 and 10, in sectors of 512 bytes whatever the disk's are
 */
export function diskBytesOfHost(diskstats: string, disks: ReadonlySet<string>): DiskBytes {
  let [read, written] = [0, 0];
  for (const line of diskstats.split("\n")) {
    const fields = line.trim().split(/ +/);
    const name = fields[2] ?? "";
    if (!disks.has(name) || notDisks.test(name)) continue;
    read += Number(fields[5]) * sectorBytes;
    written += Number(fields[9]) * sectorBytes;
  }
  return { read, written };
}
