import type { PlannedContinuum, PlannedLink } from "../../../experiments/index.ts";
import type { ProvisionerHost } from "../../contract.ts";
import type { RunningMachine } from "../fleet.ts";
import type { LinkCheck, NetworkReport, PairRow } from "../../machines-report.ts";
import { measureLink, measurePair, type Party } from "./measure.ts";
import { checkLink } from "./measured-link.ts";

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
  { links, netperf }: Pick<PlannedContinuum, "links" | "netperf">,
  host: ProvisionerHost,
): Promise<NetworkReport> {
  if (links.length > 0 || netperf)
    host.report({ kind: "step", text: "measuring the network between the machines" });
  const checks: LinkCheck[] = [];
  for (const link of links) {
    host.signal.throwIfAborted();
    const [from, to] = endsOf(link, machines) ?? [];
    if (from === undefined || to === undefined) continue;
    const measured = await measureLink(partyOf(from), partyOf(to));
    checks.push(...measured.map((one) => checkLink(one, link)));
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
