import { z } from "zod";
import { rangeOf } from "../layout/addresses.ts";

/** A network that an interface of a host has, for example of "docker0". */
export interface UsedNetwork {
  readonly link: string;
  readonly address: string;
  readonly bits: number;
}

const linksSchema = z.array(
  z.looseObject({
    ifname: z.string(),
    addr_info: z
      .array(z.looseObject({ family: z.string(), local: z.string(), prefixlen: z.number() }))
      .default([]),
  }),
);

/** The networks in what `ip -json address` prints. */
export function usedNetworks(json: string): readonly UsedNetwork[] {
  return linksSchema
    .parse(JSON.parse(json))
    .flatMap(({ ifname, addr_info }) =>
      addr_info
        .filter(({ family }) => family === "inet")
        .map(({ local, prefixlen }) => ({ link: ifname, address: local, bits: prefixlen })),
    );
}

/** The first of the networks that has an address in common with the wanted one. */
export function overlapping(
  wanted: Pick<UsedNetwork, "address" | "bits">,
  used: readonly UsedNetwork[],
): UsedNetwork | undefined {
  const [from, to] = rangeOf(wanted.address, wanted.bits);
  return used.find(({ address, bits }) => {
    const [first, last] = rangeOf(address, bits);
    return first <= to && from <= last;
  });
}
