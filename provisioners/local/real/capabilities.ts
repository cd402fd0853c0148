import { readFile } from "node:fs/promises";

/** Numbers of linux/capability.h that real nodes depend on. */
const numbers = { NET_ADMIN: 12, SYS_ADMIN: 21, SYS_RESOURCE: 24 } as const;

export type Capability = keyof typeof numbers;

/** The capabilities in the text of /proc/self/status (CapEff, hexadecimal). */
export function capabilitiesIn(status: string): ReadonlySet<Capability> {
  const effective = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? "0"}`);
  const names = Object.keys(numbers) as Capability[];
  return new Set(names.filter((name) => ((effective >> BigInt(numbers[name])) & 1n) === 1n));
}

/** This process's own. */
export async function readCapabilities(): Promise<ReadonlySet<Capability>> {
  return capabilitiesIn(await readFile("/proc/self/status", "utf8"));
}
