import { describe, expect, test } from "vitest";
import { judged, last, node, recordOf, startedAt, wanted } from "../../../support/synthetic-node-trial.ts";

describe("the disk", () => {
  const usage = (io: number) =>
    Array.from({ length: 100 }, (_, index) => ({
      ...{ at: startedAt + 200 * (index + 1), of: node, pressure: { cpu: 1, memory: 0, io } },
    }));

  test("waited for most of the time while the processor is idle", async () => {
    const { valueOf, causes } = judged(recordOf({ "container-created": 6000 }, { usage: usage(90) }));
    expect(valueOf("disk.pressed-seconds")).toBeGreaterThan(5);
    expect((await causes())[0]).toBe("node/disk-saturated");
  });

  test("of the whole machine, while etcd waits for it: whose it is cannot be told", async () => {
    const slow = ["sum", "count"].map((part) => ({
      ...{ component: "etcd" as const, name: `etcd_disk_wal_fsync_duration_seconds_${part}`, labels: {} },
      delta: part === "sum" ? 6 : 100,
    }));
    const ofHost = usage(90).map((sample) => ({ ...sample, of: "host" }));
    const late = { "container-created": 6000 };
    const { missing, causes } = judged(recordOf(late, { usage: ofHost, metrics: slow }));
    expect(missing.get("disk.pressed-seconds")).toContain("etcd waits");
    expect(await causes()).not.toContain("node/disk-saturated");
    const own = judged(recordOf(late, { usage: [...ofHost, ...usage(2)], metrics: slow }));
    expect(own.valueOf("disk.pressed-seconds")).toBe(0);
    const alone = judged(recordOf(late, { usage: ofHost }));
    expect((await alone.causes())[0]).toBe("node/disk-saturated");
  });

  test("is not what a pod waits for that its kubelet's limit on pulls refused", async () => {
    const message = 'Failed to pull image "registry.example.org/a:1": pull QPS exceeded';
    const warnings = [{ at: wanted + 20, object: last, reason: "Failed", message }];
    const pulls = [
      { pod: last, node, image: "a", wantedAt: wanted, finishedAt: wanted + 12_000, seconds: 0.5 },
    ];
    const trial = recordOf({ "image-ready": 12_000 }, { usage: usage(90), warnings, pulls });
    const causes = await judged(trial).causes();
    expect(causes).toContain("kubelet/registry-pull-limit");
    expect(causes).not.toContain("node/disk-saturated");
  });

  test("an idle disk", () => {
    const { valueOf } = judged(recordOf({ "container-created": 6000 }, { usage: usage(3) }));
    expect(valueOf("disk.pressed-seconds")).toBe(0);
  });
});
