import type { TrialRecord } from "../../trial/record.ts";

/** A value over time, by the moment it was read. */
export interface Series {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/** Processor use of a program, cores, from the samples of /proc. */
export function coresOf({ cpu }: TrialRecord, program: string): Series {
  const known = cpu.flatMap(({ at, cores }) => {
    const value = cores[program];
    return value === undefined ? [] : [{ at, value }];
  });
  return seriesOf(known);
}

/** What a host, a component or a node used, from its own samples. */
export function usageOf({ usage = [] }: TrialRecord, of: string, what: "cores" | "memoryMiB"): Series {
  const known = usage.flatMap((sample) => {
    const value = sample.of === of ? sample[what] : undefined;
    return value === undefined ? [] : [{ at: sample.at, value }];
  });
  return seriesOf(known);
}

/** The value that was read last at that moment, or the first one of all before it; undefined when there is none. */
export function valueAt({ times, values }: Series, at: number): number | undefined {
  return values[
    Math.max(
      0,
      times.findLastIndex((time) => time <= at),
    )
  ];
}

function seriesOf(known: readonly { readonly at: number; readonly value: number }[]): Series {
  return { times: known.map(({ at }) => at), values: known.map(({ value }) => value) };
}
