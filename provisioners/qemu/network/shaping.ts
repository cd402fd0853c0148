import type { PlannedLink, Tier } from "../../../experiments/index.ts";

/** A machine as its peers see it. */
export interface Peer {
  readonly name: string;
  readonly tier: Tier;
  readonly address: string;
}

/** What is done with what one machine sends to all peers of one tier. */
export interface Shape {
  readonly towards: Tier;
  readonly delayMs: number;
  readonly jitterMs: number;
  readonly rateMbit: number;
  readonly addresses: readonly string[];
}

/** Continuum's order of the classes: the own tier, then cloud before edge, then endpoints. */
const order: readonly Tier[] = ["cloud", "edge", "endpoint"];

/**
 * How a machine's traffic is shaped. Both ends of a link shape what they send, so that each direction has the asked
 * delay and rate, and a round trip takes the delay twice. The rate is that of all peers of one tier together.
 */
export function shapesOf(
  self: Peer,
  peers: readonly Peer[],
  links: readonly PlannedLink[],
): readonly Shape[] {
  const towards = [self.tier, ...order.filter((tier) => tier !== self.tier)];
  return towards.flatMap((tier) => {
    const link = links.find(({ between }) => isBetween(between, self.tier, tier));
    const addresses = peers
      .filter((peer) => peer.tier === tier && peer.name !== self.name)
      .map(({ address }) => address);
    if (link === undefined || addresses.length === 0) return [];
    const { delayMs, jitterMs, rateMbit } = link;
    return [{ towards: tier, delayMs, jitterMs, rateMbit, addresses }];
  });
}

function isBetween([one, other]: PlannedLink["between"], from: Tier, to: Tier): boolean {
  return (one === from && other === to) || (one === to && other === from);
}

/** Packets that wait for their turn or their delay; the default of 1000 would drop some at a gigabit and 50 ms. */
const queueLimit = 20_000;

/**
 * Arguments of `tc`, one list for each call in its order, that shape what leaves a device: one htb class for each tier
 * of peers with its rate, a filter for each peer's address, and below the class netem with the delay. Traffic to others
 * passes unshaped, that of Columbo's own host among it. Sources: tc-htb(8), tc-netem(8), tc-u32(8).
 */
export function shapingCalls(device: string, shapes: readonly Shape[]): readonly (readonly string[])[] {
  if (shapes.length === 0) return [];
  const root = ["qdisc", "replace", "dev", device, "root", "handle", "1:", "htb"];
  return [root, ...shapes.flatMap((shape, index) => classCalls(device, shape, index + 1))];
}

function classCalls(device: string, shape: Shape, number: number): readonly (readonly string[])[] {
  const minor = number.toString(16);
  const rate = `${String(shape.rateMbit)}mbit`;
  const { delayMs, jitterMs } = shape;
  // A spread without a mean does nothing in Continuum.
  const delay = delayMs > 0 ? ["delay", `${String(delayMs)}ms`] : [];
  const spread = delayMs > 0 && jitterMs > 0 ? [`${String(jitterMs)}ms`, "distribution", "normal"] : [];
  return [
    [
      "class",
      "add",
      "dev",
      device,
      "parent",
      "1:",
      "classid",
      `1:${minor}`,
      "htb",
      "rate",
      rate,
      "ceil",
      rate,
    ],
    [
      ...["qdisc", "add", "dev", device, "parent", `1:${minor}`, "handle", `${minor}0:`, "netem"],
      ...["limit", String(queueLimit), ...delay, ...spread],
    ],
    ...shape.addresses.map((address) => [
      ...["filter", "add", "dev", device, "parent", "1:", "protocol", "ip", "u32"],
      ...["match", "ip", "dst", `${address}/32`, "flowid", `1:${minor}`],
    ]),
  ];
}
