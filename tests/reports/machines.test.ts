import { expect, it } from "vitest";
import { machines } from "../../reports/document/machines.ts";
import type { Machines } from "../../engine/store/stored-run.ts";
import type { Subject } from "../../reports/document/subject.ts";

const described: Machines = {
  acceleration: "tcg",
  timeouts: ["etcd --heartbeat-interval=500"],
  machines: [
    {
      name: "cloudcontroller",
      tier: "cloud",
      role: "control",
      cores: 2,
      memoryGiB: 2,
      quota: 1,
      address: "198.18.100.2",
      host: "local",
    },
    {
      name: "edge0",
      tier: "edge",
      role: "worker",
      cores: 1,
      memoryGiB: 1,
      quota: 0.5,
      address: "198.18.100.3",
      host: "user@other",
    },
  ],
  network: {
    links: [
      {
        ...{ from: "cloudcontroller", to: "edge0", delayMs: 46.1, jitterMs: 4.8, rateMbit: 5 },
        asked: { delayMs: 45, jitterMs: 5, rateMbit: 7.21 },
        deviations: ["rate 5 Mbit/s, asked were 7.21 (-31 %)"],
      },
    ],
    pairs: [],
  },
};

const textOf = (result: object): string => JSON.stringify(machines({ result } as unknown as Subject));

it("a report has the machines, and their network as asked and as measured", () => {
  const text = textOf({ machines: described });
  for (const part of [
    "emulated in software",
    "etcd --heartbeat-interval=500",
    "50 %",
    "user@other",
    "45 ms",
    "46.1 ms",
    "7.21 Mbit/s",
    "1 direction of 1 had not",
  ])
    expect(text).toContain(part);
});

it("says nothing of machines that there are not, nor of links that nobody asked for", () => {
  expect(machines({ result: {} } as unknown as Subject)).toEqual([]);
  const text = textOf({
    machines: { ...described, acceleration: "kvm", timeouts: [], network: { links: [], pairs: [] } },
  });
  expect(text).toContain("(KVM)");
  expect(text).toContain("No delay and no rate was asked");
});
