import { readFileSync } from "node:fs";

/** Processor time of a process in ticks of a hundredth of a second: its own, and that of its children that ended. */
export interface ProcessTicks {
  readonly own: number;
  readonly children: number;
}

/** Of a process that is gone all are 0. Source: proc_pid_stat(5), fields 14 to 17. */
export function ticksOf(pid: number | "self"): ProcessTicks {
  const stat = statOf(pid);
  // The command in the second field may hold blanks and parentheses.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (number: number): number => Number(fields[number - 3] ?? 0);
  return { own: field(14) + field(15), children: field(16) + field(17) };
}

function statOf(pid: number | "self"): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
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
