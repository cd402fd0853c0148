import { describe, expect, test } from "vitest";
import { judged, last, node, pods, recordOf, startedAt } from "../../../support/synthetic-node-trial.ts";
import { realPath } from "../../../support/synthetic-stamps.ts";

describe("sandboxes", () => {
  const refused = pods.map((object) => ({
    ...{ at: startedAt + 3000, reason: "FailedCreatePodSandBox", object },
    message:
      'Failed to create pod sandbox: plugin type="bridge" failed (add): unable to create endpoint: 429 Too Many Requests',
  }));

  test("long on an idle node: the network plugin", async () => {
    const { valueOf, causes } = judged(recordOf({ "sandbox-ready": 2000 }));
    expect(valueOf("sandbox.idle-seconds")).toBeGreaterThan(2);
    expect((await causes())[0]).toBe("cni/slow");
  });

  test("long before the network was there, by the runtime's log", async () => {
    const begun = startedAt + (realPath["sandbox-starting"] ?? 0);
    const after = (seconds: number) => [{ pod: last, at: begun + seconds * 1000 }];
    const slow = judged(recordOf({ "sandbox-ready": 2000 }, { shims: after(2) }));
    expect(slow.valueOf("sandbox.network-seconds")).toBeCloseTo(2, 1);
    expect((await slow.causes())[0]).toBe("cni/slow");
    const quick = judged(recordOf({ "sandbox-ready": 2000 }, { shims: after(0.1) }));
    expect(quick.valueOf("sandbox.idle-seconds")).toBeCloseTo(0.1, 1);
    expect(await quick.causes()).not.toContain("cni/slow");
  });

  test("long on a machine that others keep busy, while the node's programs wait", async () => {
    const begun = startedAt + (realPath["sandbox-starting"] ?? 0);
    const record = recordOf({ "sandbox-ready": 2000 }, { shims: [{ pod: last, at: begun + 2000 }] });
    const cpu = record.cpu.map((sample) => ({ ...sample, hostBusy: 1, cores: { node: 0.1 } }));
    const { valueOf, causes } = judged({ ...record, cpu });
    expect(valueOf("sandbox.idle-seconds")).toBeCloseTo(2, 1);
    expect((await causes())[0]).toBe("cni/slow");
    expect(valueOf("host.saturated-seconds")).toBeCloseTo(record.deploymentSeconds - 2, 1);
  });

  test("long on a busy node: not the plugin", async () => {
    const record = recordOf({ "sandbox-ready": 2000 });
    const cpu = record.cpu.map((sample) => ({ ...sample, hostBusy: 1, cores: { node: 1.9 } }));
    expect(await judged({ ...record, cpu }).causes()).not.toContain("cni/slow");
  });

  test("long on a node that used up its quota: not the plugin, however idle the machine", async () => {
    const record = recordOf({ "sandbox-ready": 2000 });
    const quotas = { [node]: { cores: 0.3, throttledShare: 0.9 } };
    const { valueOf, causes } = judged({
      ...record,
      cpu: record.cpu.map((sample) => ({ ...sample, quotas })),
    });
    expect(valueOf("sandbox.idle-seconds")).toBe(0);
    expect(await causes()).not.toContain("cni/slow");
  });

  test("whether a node was busy must be known", () => {
    const { missing } = judged(recordOf({ "sandbox-ready": 2000 }, { cpu: [] }));
    expect(missing.get("sandbox.idle-seconds")).toContain("not sampled");
  });

  test("refused for a rate limit, by the plugin's name", async () => {
    const record = recordOf({ "sandbox-ready": 9000 }, { warnings: refused });
    const { valueOf, causes } = judged(record);
    expect(valueOf("cni.plugin")).toBe("bridge");
    expect((await causes())[0]).toBe("cni/rate-limit");
    const cpu = record.cpu.map((sample) => ({ ...sample, hostBusy: 1 }));
    const onBusyMachine = await judged({ ...record, cpu }).causes();
    expect(onBusyMachine).toContain("cni/rate-limit");
    expect(onBusyMachine).not.toContain("node/cpu-saturated");
  });
});
