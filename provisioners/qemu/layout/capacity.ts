import type { Machine } from "./machines.ts";
import type { Place } from "./placement.ts";

/** What a host has to give. */
export interface HostCapacity {
  readonly name: string;
  readonly cores: number;
  /** Bytes that programs can still have, the cache's included. Source: MemAvailable of proc_meminfo(5). */
  readonly availableBytes: number;
  /** Bytes that its disks can still take in Columbo's folder; absent where nobody can tell. */
  readonly diskBytes?: number;
}

/** What a set of machines asks of a host and does not find. */
export interface Shortage {
  /** One sentence with the numbers. */
  readonly text: string;
  /** Machines that do not fit are refused; those that share cores are slow, which is said. */
  readonly refused: boolean;
}

const gib = 1024 ** 3;
/** What a machine's overlay takes until some dozen pods have run on it. */
const overlayBytes = 1.5 * gib;

/**
 * What is short on each host. Memory must be there, since a host that swaps or kills gives no measurement; cores may be
 * shared.
 * @param overheadBytes what a machine takes beside its own memory: the emulator, and its cache of translated code
 */
export function shortages(
  machines: readonly Machine[],
  places: readonly Place[],
  hosts: readonly HostCapacity[],
  overheadBytes: number,
): readonly Shortage[] {
  return hosts.flatMap((host, index) => {
    const here = machines.filter((_, machine) => places[machine]?.host === index);
    const wanted = here.reduce((sum, { memoryGiB }) => sum + memoryGiB * gib + overheadBytes, 0);
    const vcpus = here.reduce((sum, { cores, quota }) => sum + cores * quota, 0);
    const count = `${String(here.length)} machine${here.length === 1 ? "" : "s"}`;
    const need = here.length === 1 ? "needs" : "need";
    const memory: Shortage = {
      refused: true,
      text: `${count} on ${host.name} ${need} ${gibText(wanted)} of memory and it has ${gibText(host.availableBytes)} to give: ask for fewer machines or less memory, or add hosts`,
    };
    const cores: Shortage = {
      refused: false,
      text: `${count} on ${host.name} may use ${String(Number(vcpus.toFixed(2)))} cores at once and it has ${String(host.cores)}: ${here.length === 1 ? "it is slowed down" : "they slow each other down"} when all are busy`,
    };
    const overlays = here.length * overlayBytes;
    const disk: Shortage = {
      refused: true,
      text: `${count} on ${host.name} ${need} ${gibText(overlays)} of disk and it has ${gibText(host.diskBytes ?? 0)} to give in base_path: free some, set base_path to a larger disk, or ask for fewer machines`,
    };
    return [
      ...(overlays > (host.diskBytes ?? Number.POSITIVE_INFINITY) ? [disk] : []),
      ...(wanted > host.availableBytes ? [memory] : []),
      ...(vcpus > host.cores ? [cores] : []),
    ];
  });
}

function gibText(bytes: number): string {
  return `${(bytes / gib).toFixed(1)} GiB`;
}
