import { describe, expect, it } from "vitest";
import { shapesOf, shapingCalls, type Peer } from "../../../provisioners/qemu/network/shaping.ts";

const peers: readonly Peer[] = [
  { name: "cloudcontroller", tier: "cloud", address: "198.18.100.2" },
  { name: "cloud0", tier: "cloud", address: "198.18.100.3" },
  { name: "edge0", tier: "edge", address: "198.18.100.4" },
  { name: "endpoint0", tier: "endpoint", address: "198.18.100.5" },
  { name: "endpoint1", tier: "endpoint", address: "198.18.100.6" },
];
const links = [
  { between: ["cloud", "cloud"], delayMs: 0, jitterMs: 0, rateMbit: 1000 },
  { between: ["cloud", "edge"], delayMs: 7.5, jitterMs: 2.5, rateMbit: 1000 },
  { between: ["cloud", "endpoint"], delayMs: 45, jitterMs: 5, rateMbit: 7.21 },
  { between: ["edge", "endpoint"], delayMs: 7.5, jitterMs: 2.5, rateMbit: 7.21 },
] as const;

const [control, , edge, endpoint] = peers as readonly [Peer, Peer, Peer, Peer];

describe("the shape of a link", () => {
  it("holds in both directions, each machine shaping what it sends", () => {
    expect(shapesOf(control, peers, links).map(({ towards, delayMs }) => [towards, delayMs])).toEqual([
      ["cloud", 0],
      ["edge", 7.5],
      ["endpoint", 45],
    ]);
    expect(shapesOf(endpoint, peers, links).map(({ towards, rateMbit }) => [towards, rateMbit])).toEqual([
      ["cloud", 7.21],
      ["edge", 7.21],
    ]);
  });

  it("does not hold towards the machine itself, nor among endpoints", () => {
    const all = shapesOf(endpoint, peers, links).flatMap(({ addresses }) => addresses);
    expect(all).toEqual(["198.18.100.2", "198.18.100.3", "198.18.100.4"]);
    expect(shapesOf(edge, peers, links).map(({ towards }) => towards)).toEqual(["cloud", "endpoint"]);
  });

  it("is one class for each tier of peers, with a filter for each address", () => {
    const calls = shapingCalls("eth0", shapesOf(endpoint, peers, links)).map((argv) => argv.join(" "));
    expect(calls).toEqual([
      "qdisc replace dev eth0 root handle 1: htb",
      "class add dev eth0 parent 1: classid 1:1 htb rate 7.21mbit ceil 7.21mbit",
      "qdisc add dev eth0 parent 1:1 handle 10: netem limit 20000 delay 45ms 5ms distribution normal",
      "filter add dev eth0 parent 1: protocol ip u32 match ip dst 198.18.100.2/32 flowid 1:1",
      "filter add dev eth0 parent 1: protocol ip u32 match ip dst 198.18.100.3/32 flowid 1:1",
      "class add dev eth0 parent 1: classid 1:2 htb rate 7.21mbit ceil 7.21mbit",
      "qdisc add dev eth0 parent 1:2 handle 20: netem limit 20000 delay 7.5ms 2.5ms distribution normal",
      "filter add dev eth0 parent 1: protocol ip u32 match ip dst 198.18.100.4/32 flowid 1:2",
    ]);
  });

  it("has no delay where none is asked for, whatever its spread", () => {
    const [, , netem] = shapingCalls("eth0", [
      { towards: "cloud", delayMs: 0, jitterMs: 3, rateMbit: 10, addresses: ["198.18.100.2"] },
    ]);
    expect(netem?.join(" ")).toBe("qdisc add dev eth0 parent 1:1 handle 10: netem limit 20000");
  });

  it("is nothing for a machine without shaped peers", () => {
    expect(shapingCalls("eth0", [])).toEqual([]);
  });
});
