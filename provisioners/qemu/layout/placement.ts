import type { Machine } from "./machines.ts";

/** A host that machines can be on. */
export interface HostSize {
  /** "local" or user@address. */
  readonly name: string;
  /** Physical cores: threads by threads per core. */
  readonly cores: number;
}

/** Where a machine is, by number of its host, and the cores that its vCPUs are pinned to. */
export interface Place {
  readonly host: number;
  readonly pinnedTo?: readonly number[];
}

/**
 * Continuum's placement without pinning: each machine goes to the host whose cores are taken least, the first of equals;
 * there is no limit, since vCPUs may share cores.
 */
export function spread(machines: readonly Machine[], hosts: readonly HostSize[]): readonly Place[] {
  const taken = hosts.map(() => 0);
  return machines.map(({ cores }) => {
    const ratios = hosts.map((host, index) => (taken[index] ?? 0) / host.cores);
    const host = ratios.indexOf(Math.min(...ratios));
    taken[host] = (taken[host] ?? 0) + cores;
    return { host };
  });
}

/**
 * Continuum's placement with pinning: host after host is filled, never going back; each vCPU has a core of its own.
 * @throws RangeError when the machines have more vCPUs than the hosts have cores
 */
export function pinned(machines: readonly Machine[], hosts: readonly HostSize[]): readonly Place[] {
  let [host, used] = [0, 0];
  return machines.map(({ name, cores }) => {
    while (host < hosts.length && used + cores > (hosts[host]?.cores ?? 0)) [host, used] = [host + 1, 0];
    if (host === hosts.length) throw new RangeError(tooFew(name, machines, hosts));
    const from = used;
    used += cores;
    return { host, pinnedTo: Array.from({ length: cores }, (_, index) => from + index) };
  });
}

function tooFew(name: string, machines: readonly Machine[], hosts: readonly HostSize[]): string {
  const wanted = machines.reduce((sum, { cores }) => sum + cores, 0);
  const there = hosts.map((host) => `${host.name} has ${String(host.cores)}`).join(", ");
  return `cpu_pin needs a core for each of ${String(wanted)} vCPUs, and ${there}: no room for ${name}; ask for fewer machines or cores, add hosts, or set cpu_pin = false`;
}
