import type { PlannedLink } from "../../../experiments/index.ts";
import type { RunningMachine } from "../fleet.ts";
import { measureLink, measurePair, type PairRow, type Party } from "./measure.ts";
import { checkLink, type LinkCheck } from "./measured-link.ts";

/** What the network between a run's machines is like, asked and measured. */
export interface NetworkReport {
  /** One for each direction of each emulated link, between the first machines that it joins. */
  readonly links: readonly LinkCheck[];
  /** Every ordered pair, where it was asked for; endpoints among themselves are left out, as in Continuum. */
  readonly pairs: readonly PairRow[];
}

/** The first two machines that a link joins. */
export function endsOf<M extends { readonly machine: { readonly tier: string; readonly name: string } }>(
  { between: [one, other] }: PlannedLink,
  machines: readonly M[],
): readonly [M, M] | undefined {
  const from = machines.find(({ machine }) => machine.tier === one);
  const to = machines.find(({ machine }) => machine.tier === other && machine.name !== from?.machine.name);
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** Measures one after the other: streams at once would share the host's processor. */
export async function measureNetwork(
  machines: readonly RunningMachine[],
  links: readonly PlannedLink[],
  netperf: boolean,
): Promise<NetworkReport> {
  const checks: LinkCheck[] = [];
  for (const link of links) {
    const [from, to] = endsOf(link, machines) ?? [];
    if (from === undefined || to === undefined) continue;
    for (const [here, there] of [
      [from, to],
      [to, from],
    ] as const)
      checks.push(checkLink(await measureLink(partyOf(here), partyOf(there), true), link));
  }
  const pairs: PairRow[] = [];
  if (netperf)
    for (const from of machines)
      for (const to of machines)
        if (from !== to && !(from.machine.tier === "endpoint" && to.machine.tier === "endpoint"))
          pairs.push(await measurePair(partyOf(from), partyOf(to)));
  return { links: checks, pairs };
}

function partyOf({ machine: { name }, address, remote }: RunningMachine): Party {
  return { name, address, remote };
}
