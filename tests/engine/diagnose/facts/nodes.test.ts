import { describe, expect, test } from "vitest";
import { diagnose, factsOf } from "../../../../engine/diagnose/index.ts";
import { remediesOf } from "../../../../engine/remedies/index.ts";
import type { TrialRecord } from "../../../../engine/trial/index.ts";
import type { Plan } from "../../../../experiments/index.ts";
import { loadRules } from "../../../../rules/index.ts";
import { realRecord } from "../../../support/synthetic-real-run.ts";
import { realPath, type Times } from "../../../support/synthetic-stamps.ts";
import { syntheticPlan } from "../../../support/synthetic-trial.ts";

const rules = await loadRules();
const node = "real-1";
const plan: Plan = {
  ...syntheticPlan,
  nodes: [{ name: node, kind: "real", cores: 2, memoryGiB: 4, maxPods: 110 }],
};
const pods = ["baseline-1-0", "baseline-1-1"];
const last = "baseline-1-1";

/** Two pods on one node; `later` moves all that comes after a point by so many milliseconds. */
function recordOf(later: Partial<Record<string, number>>, record: Partial<TrialRecord> = {}): TrialRecord {
  let shift = 0;
  const times = Object.fromEntries(
    Object.entries(realPath).map(([point, at]) => {
      shift += later[point] ?? 0;
      return [point, at + shift];
    }),
  ) as Times;
  const quiet = { requests: [], waits: [], metrics: [], warnings: [], calls: [] };
  const made = realRecord({
    nodes: [node, node],
    times: { ...times, "container-ready": undefined },
    record: { cores: 2, settings: [], ...quiet },
  });
  const { startedAt } = made.timeline;
  const ends = Array.from({ length: 200 }, (_, index) => startedAt + 100 * (index + 1));
  const cpu = ends.map((at) => ({ at, hostBusy: 0.2, cores: { node: 0.2 } }));
  return { ...made, cpu, ...record };
}

function judged(trial: TrialRecord) {
  const facts = factsOf([trial], { plan, noiseSeconds: 0.2 });
  return {
    valueOf: (id: string) => facts.known.get(id)?.value,
    missing: facts.missing,
    causes: async () => (await diagnose(rules, facts)).findings.map(({ cause }) => cause),
    remedy: (id: string, cause: string) =>
      remediesOf(id).flatMap((remedy) =>
        remedy.values({ plan, settings: trial.settings, trial, facts, cause }),
      ),
  };
}

const startedAt = recordOf({}).timeline.startedAt;
const wanted = startedAt + (realPath["sandbox-ready"] ?? 0);

describe("images", () => {
  const pull = (pod: string, finishedAt: number, seconds: number) => ({
    ...{ pod, node, image: `registry.example.org/${pod}:1`, wantedAt: wanted, finishedAt, seconds },
  });
  const warning = (object: string, at: number) => ({
    ...{ at, object, reason: "Failed" },
    message: 'Failed to pull image "registry.example.org/a:1": pull QPS exceeded',
  });

  test("in turn: the last one waited for the other", async () => {
    const pulls = [pull("baseline-1-0", wanted + 2000, 2), pull(last, wanted + 4000, 2)];
    const { valueOf, causes, remedy } = judged(recordOf({ "image-ready": 4000 }, { pulls }));
    expect(valueOf("image-pulls.waiting-seconds")).toBeCloseTo(2);
    expect(valueOf("image-pulls.at-once")).toBeCloseTo(1);
    expect((await causes())[0]).toBe("kubelet/serial-image-pulls");
    expect(remedy("kubelet.serializeImagePulls", "kubelet/serial-image-pulls")).toMatchObject([
      {
        settings: [
          { parameter: "kubelet.serializeImagePulls", value: false },
          { parameter: "kubelet.maxParallelImagePulls", value: 2 },
        ],
      },
    ]);
  });

  test("at once: each takes as long, and nothing waits", async () => {
    const pulls = [pull("baseline-1-0", wanted + 4000, 4), pull(last, wanted + 4000, 4)];
    const { valueOf, causes } = judged(recordOf({ "image-ready": 4000 }, { pulls }));
    expect(valueOf("image-pulls.waiting-seconds")).toBe(0);
    expect(valueOf("image-pulls.at-once")).toBeCloseTo(2);
    expect(await causes()).not.toContain("kubelet/serial-image-pulls");
  });

  test("refused by the kubelet's own limit", async () => {
    const pulls = [pull("baseline-1-0", wanted + 1000, 1), pull(last, wanted + 12_000, 1)];
    const record = recordOf({ "image-ready": 12_000 }, { pulls, warnings: [warning(last, wanted + 20)] });
    const { valueOf, causes, remedy } = judged({
      ...record,
      settings: [
        { parameter: "kubelet.registryPullQPS", value: 1 },
        { parameter: "kubelet.registryBurst", value: 1 },
      ],
    });
    expect(valueOf("image-pulls.refused")).toBe(1);
    expect(valueOf("image-pulls.refused-seconds")).toBeCloseTo(12, 0);
    expect((await causes())[0]).toBe("kubelet/registry-pull-limit");
    expect(remedy("kubelet.registryPullQPS", "kubelet/registry-pull-limit")).toMatchObject([
      { settings: [{ value: 2 }, { value: 2 }] },
    ]);
  });
});

describe("the kubelet's client", () => {
  const wait = (url: string, waited: number, sentAt: number) => ({
    ...{ component: "kubelet" as const, verb: "POST", url, sentAt, waited },
  });
  const mounted = startedAt + (realPath["cgroup-created"] ?? 0) + 3000;

  test("a token for the last pod's volume was waited for", async () => {
    const url = "https://127.0.0.1:6443/api/v1/namespaces/columbo/serviceaccounts/default/token";
    const trial = recordOf({ "volumes-mounted": 3000 }, { waits: [wait(url, 2900, mounted)] });
    const { valueOf, causes } = judged(trial);
    expect(valueOf("kubelet-client.paced-seconds")).toBeCloseTo(2.9, 1);
    expect((await causes())[0]).toBe("kubelet/client-rate-limit");
  });

  test("the status of another pod holds nobody", () => {
    const url = "https://127.0.0.1:6443/api/v1/namespaces/columbo/pods/baseline-1-0/status";
    const trial = recordOf({ "volumes-mounted": 3000 }, { waits: [wait(url, 2900, mounted)] });
    expect(judged(trial).valueOf("kubelet-client.paced-seconds")).toBe(0);
  });
});

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
