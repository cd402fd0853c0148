import type { UsageSample } from "../trial/record.ts";
import type { GroupUse } from "./cgroup-usage.ts";
import { resources } from "./pressure.ts";

/** Linux counts processor time for user space in hundredths of a second on every architecture. */
export const ticksPerSecond = 100;

/** What somebody had used up to a moment. */
export interface UsageReading extends GroupUse {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As in `UsageSample`. */
  readonly of: string;
}

/** A reading that came right after another says little about rates: a single tick would look like many cores. */
const shortestMs = 50;

/** Uses between readings: rates since the reading before of the same, so that the first of each gives none. */
export function samplesBetween(readings: readonly UsageReading[]): readonly UsageSample[] {
  const last = new Map<string, UsageReading>();
  return readings.flatMap((reading) => {
    const before = last.get(reading.of);
    if (before !== undefined && reading.at - before.at < shortestMs) return [];
    last.set(reading.of, reading);
    return before === undefined ? [] : [sample(before, reading)];
  });
}

function sample(before: UsageReading, after: UsageReading): UsageSample {
  const seconds = (after.at - before.at) / 1000;
  /** Undefined where nobody counts; whoever was restarted counts from 0 again. */
  const rate = (start: number | undefined, end: number | undefined): number | undefined =>
    start === undefined || end === undefined ? undefined : Math.max(0, end - start) / seconds;
  const pressure = resources.flatMap((resource) => {
    const share = rate(before.pressure?.[resource], after.pressure?.[resource]);
    // Microseconds a second are ten thousandths of a per cent.
    return share === undefined ? [] : [[resource, share / 10_000] as const];
  });
  const memory = after.memoryBytes;
  return {
    at: after.at,
    of: after.of,
    ...optional("cores", rate(before.cpuSeconds, after.cpuSeconds)),
    ...optional("memoryMiB", memory === undefined ? undefined : memory / 2 ** 20),
    ...optional("readMBps", megabytes(rate(before.disk?.read, after.disk?.read))),
    ...optional("writtenMBps", megabytes(rate(before.disk?.written, after.disk?.written))),
    ...(pressure.length === 0 ? {} : { pressure: Object.fromEntries(pressure) }),
  };
}

function megabytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / 1e6;
}

function optional<K extends string>(key: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, number>);
}
