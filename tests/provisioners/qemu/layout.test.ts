import { describe, expect, it } from "vitest";
import { addressesOf, hardwareAddress, rangeOf } from "../../../provisioners/qemu/layout/addresses.ts";
import { shortages } from "../../../provisioners/qemu/layout/capacity.ts";
import { machinesOf, type Machine } from "../../../provisioners/qemu/layout/machines.ts";
import { pinned, spread } from "../../../provisioners/qemu/layout/placement.ts";

const size = { cores: 2, memoryGiB: 2, quota: 1 };
const tiers = [
  { tier: "cloud", machines: 2, ...size },
  { tier: "edge", machines: 2, ...size, cores: 1, readMBps: 50 },
  { tier: "endpoint", machines: 1, ...size, cores: 1 },
] as const;

describe("the machines of a run", () => {
  it("come in Continuum's order, the control node out of the cloud's", () => {
    const machines = machinesOf({ tiers, control: true, until: "benchmark" });
    expect(machines.map(({ name, role }) => `${name} ${role}`)).toEqual([
      "cloudcontroller control",
      "cloud0 worker",
      "edge0 worker",
      "edge1 worker",
      "endpoint0 endpoint",
    ]);
    expect(machines[2]).toMatchObject({ tier: "edge", cores: 1, readMBps: 50 });
  });

  it("are bare, and none of them a control node, where only machines are asked for", () => {
    const machines = machinesOf({ tiers, control: false, until: "infrastructure" });
    expect(machines.map(({ name, role }) => `${name} ${role}`).slice(0, 3)).toEqual([
      "cloud0 bare",
      "cloud1 bare",
      "edge0 bare",
    ]);
  });
});

describe("addresses", () => {
  it("begin at .2 and go on with the next third part after .251", () => {
    const { gateway, bits, addresses } = addressesOf("192.168", 100, 3);
    expect({ gateway, bits, addresses }).toEqual({
      gateway: "192.168.100.1",
      bits: 24,
      addresses: ["192.168.100.2", "192.168.100.3", "192.168.100.4"],
    });
    const many = addressesOf("198.18", 101, 251);
    expect(many.addresses.at(249)).toBe("198.18.101.251");
    expect(many.addresses.at(250)).toBe("198.18.102.2");
  });

  it.each([
    [100, 300, 23],
    [101, 300, 22],
    [127, 300, 16],
  ])("are in the smallest network that holds them: middle %i, %i machines, /%i", (middle, machines, bits) => {
    const network = addressesOf("198.18", middle, machines);
    expect(network.bits).toBe(bits);
    const [from, to] = rangeOf(network.gateway, network.bits);
    for (const address of network.addresses) {
      const [at] = rangeOf(address, 32);
      expect(at).toBeGreaterThanOrEqual(from);
      expect(at).toBeLessThanOrEqual(to);
    }
  });

  it("say what to do when there are no more of them", () => {
    expect(() => addressesOf("198.18", 254, 251)).toThrow(/set a smaller middleIP/);
  });

  it("of the hardware differ by machine and by run", () => {
    expect(hardwareAddress("qemu-1-0a1b2c3d", 0)).toBe("52:54:2c:3d:00:00");
    expect(hardwareAddress("qemu-1-0a1b2c3d", 300)).toBe("52:54:2c:3d:01:2c");
  });
});

const machine = (name: string, cores: number, more: Partial<Machine> = {}): Machine => ({
  ...{ name, tier: "cloud", role: "worker", cores, memoryGiB: 2, quota: 1 },
  ...more,
});

describe("placement", () => {
  const hosts = [
    { name: "local", cores: 4 },
    { name: "user@other", cores: 2 },
  ];

  it("without pinning goes where least is taken, and has no limit", () => {
    const machines = [2, 2, 2, 2, 2].map((cores, index) => machine(`cloud${String(index)}`, cores));
    expect(spread(machines, hosts).map(({ host }) => host)).toEqual([0, 1, 0, 0, 1]);
  });

  it("with pinning fills one host after the other and never goes back", () => {
    const machines = [machine("a", 3), machine("b", 2), machine("c", 0)];
    expect(pinned(machines.slice(0, 2), hosts)).toEqual([
      { host: 0, pinnedTo: [0, 1, 2] },
      { host: 1, pinnedTo: [0, 1] },
    ]);
  });

  it("with pinning refuses what no core is left for, with the numbers", () => {
    expect(() => pinned([machine("a", 4), machine("b", 2), machine("c", 1)], hosts)).toThrow(
      /a core for each of 7 vCPUs, and local has 4, user@other has 2: no room for c/,
    );
  });
});

describe("what a host has", () => {
  const gib = 1024 ** 3;
  const host = { name: "local", cores: 2, availableBytes: 20 * gib };

  it("is enough for two machines, though their cores are shared", () => {
    const machines = [machine("a", 2), machine("b", 2)];
    const found = shortages(machines, [{ host: 0 }, { host: 0 }], [host], gib);
    expect(found.map(({ refused }) => refused)).toEqual([false]);
    expect(found[0]?.text).toContain("2 machines on local may use 4 cores at once and it has 2");
  });

  it("is too little where the disk cannot take the overlays, which is refused with the numbers", () => {
    const full = { ...host, cores: 8, diskBytes: gib };
    const found = shortages([machine("a", 1)], [{ host: 0 }], [full], gib);
    expect(found).toEqual([
      {
        refused: true,
        text: "1 machine on local needs 1.5 GiB of disk and it has 1.0 GiB to give in base_path: free some, set base_path to a larger disk, or ask for fewer machines",
      },
    ]);
  });

  it("is too little for twenty, which is refused with the numbers", () => {
    const machines = Array.from({ length: 20 }, (_, index) => machine(`cloud${String(index)}`, 2));
    const found = shortages(
      machines,
      machines.map(() => ({ host: 0 })),
      [host],
      gib,
    );
    expect(found[0]).toEqual({
      refused: true,
      text: "20 machines on local need 60.0 GiB of memory and it has 20.0 GiB to give: ask for fewer machines or less memory, or add hosts",
    });
  });

  it("counts a quota as the share of a core that it is", () => {
    const halves = [machine("a", 2, { quota: 0.5 }), machine("b", 2, { quota: 0.5 })];
    expect(shortages(halves, [{ host: 0 }, { host: 0 }], [host], 0)).toEqual([]);
  });
});
