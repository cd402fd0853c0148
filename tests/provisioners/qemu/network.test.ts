import { describe, expect, it } from "vitest";
import { overlapping, usedNetworks } from "../../../provisioners/qemu/network/in-use.ts";
import { roundTrips } from "../../../provisioners/qemu/network/ping.ts";
import { receivedRate } from "../../../provisioners/qemu/network/stream.ts";
import { checkLink, linkWarnings } from "../../../provisioners/qemu/network/measured-link.ts";

const addresses = JSON.stringify([
  { ifname: "lo", addr_info: [{ family: "inet", local: "127.0.0.1", prefixlen: 8 }] },
  {
    ifname: "lab0",
    addr_info: [
      { family: "inet", local: "198.18.64.1", prefixlen: 18 },
      { family: "inet6", local: "fe80::1", prefixlen: 64 },
    ],
  },
  { ifname: "tap0" },
]);

describe("addresses in use", () => {
  it("are those that interfaces have", () => {
    expect(usedNetworks(addresses)).toEqual([
      { link: "lo", address: "127.0.0.1", bits: 8 },
      { link: "lab0", address: "198.18.64.1", bits: 18 },
    ]);
  });

  it.each([
    ["198.18.100.1", 24, "lab0"],
    ["198.18.0.1", 16, "lab0"],
    ["198.18.128.1", 24, undefined],
    ["192.168.100.1", 24, undefined],
  ])("are found in %s/%i: %s", (address, bits, link) => {
    expect(overlapping({ address, bits }, usedNetworks(addresses))?.link).toBe(link);
  });
});

describe("what was measured", () => {
  it("takes round trips from ping's lines and leaves out what was lost", () => {
    const output = [
      "PING 198.18.100.3 (198.18.100.3) 56(84) bytes of data.",
      "64 bytes from 198.18.100.3: icmp_seq=1 ttl=64 time=90.4 ms",
      "no answer yet for icmp_seq=2",
      "64 bytes from 198.18.100.3: icmp_seq=3 ttl=64 time=101 ms",
    ].join("\n");
    expect(roundTrips(output)).toEqual([90.4, 101]);
  });

  it("takes the rate that arrived, or says why there is none", () => {
    const received = (mss?: number): string =>
      JSON.stringify({
        start: { tcp_mss_default: mss },
        end: { sum_received: { bits_per_second: 7_000_000 } },
      });
    // With the headers of each frame, which a shaper counts too.
    expect(receivedRate(received(1448))).toEqual({ rateMbit: (7 * 1514) / 1448 });
    expect(receivedRate(received(934))).toEqual({ rateMbit: (7 * 1000) / 934 });
    expect(receivedRate(received())).toEqual(receivedRate(received(1448)));
    expect(receivedRate('{"error":"unable to connect to server"}')).toEqual({
      why: "unable to connect to server",
    });
    expect(receivedRate("")).toEqual({ why: "iperf3 wrote no report" });
  });

  const asked = { between: ["cloud", "endpoint"], delayMs: 45, jitterMs: 5, rateMbit: 7.21 } as const;
  const measured = { from: "cloud0", to: "endpoint0", delayMs: 46, jitterMs: 5.2, rateMbit: 6.9 };

  it("is near enough within a tenth", () => {
    expect(checkLink(measured, asked).deviations).toEqual([]);
  });

  it("says by how much it is off", () => {
    const off = { ...measured, delayMs: 60, rateMbit: 5 };
    expect(checkLink(off, asked).deviations).toEqual([
      "delay 60 ms, asked were 45 (+33 %)",
      "rate 5 Mbit/s, asked were 7.21 (-31 %)",
    ]);
  });

  it("says so when nothing came through, and why emulated machines may miss it", () => {
    const lost = checkLink({ from: "cloud0", to: "endpoint0" }, asked);
    expect(lost.deviations).toEqual([
      "delay could not be measured, asked were 45 ms",
      "rate could not be measured, asked were 7.21 Mbit/s",
    ]);
    expect(linkWarnings([lost], "kvm")).toEqual([
      "The network from cloud0 to endpoint0 has delay could not be measured, asked were 45 ms and rate could not be measured, asked were 7.21 Mbit/s.",
    ]);
    expect(linkWarnings([lost], "tcg")[0]).toMatch(/emulated in software/);
    expect(linkWarnings([checkLink(measured, asked)], "tcg")).toEqual([]);
  });
});
