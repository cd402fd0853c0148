import { readNow } from "./proc.ts";

export const resources = ["cpu", "memory", "io"] as const;
export type Resource = (typeof resources)[number];

/** Microseconds in which some task waited for a resource, since the kernel began to count. */
export type Pressure = Readonly<Partial<Record<Resource, number>>>;

/**
 * Pressure stall information (Documentation/accounting/psi.rst); what the kernel does not offer is left out. The totals
 * are read, not the averages, which go back ten seconds and more.
 * @param fileOf path by resource, for example /proc/pressure/cpu
 */
export function readPressure(fileOf: (resource: Resource) => string): Pressure {
  return Object.fromEntries(
    resources.flatMap((resource) => {
      const total = someTotal(readNow(fileOf(resource)));
      return total === undefined ? [] : [[resource, total]];
    }),
  );
}

/** The total of the line "some". */
export function someTotal(text: string): number | undefined {
  const total = /^some .*total=(\d+)$/m.exec(text)?.[1];
  return total === undefined ? undefined : Number(total);
}
