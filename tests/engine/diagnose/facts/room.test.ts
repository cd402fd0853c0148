import { describe, expect, test } from "vitest";
import { diagnose, factsOf } from "../../../../engine/diagnose/index.ts";
import { remediesOf } from "../../../../engine/remedies/index.ts";
import type { NodeState, PodState, TrialRecord } from "../../../../engine/trial/index.ts";
import type { Setting } from "../../../../knowledge/index.ts";
import { loadRules } from "../../../../rules/index.ts";
import { realRecord } from "../../../support/synthetic-real-run.ts";
import { realPath } from "../../../support/synthetic-stamps.ts";
import { syntheticPlan } from "../../../support/synthetic-trial.ts";

const rules = await loadRules();
const instances = 4;
const plan = {
  ...syntheticPlan,
  workload: { ...syntheticPlan.workload, instances, cpuCores: 0, memoryGB: 0.01, method: "pod" as const },
};
const node = (name: string, more: Partial<NodeState> = {}): NodeState => ({
  name,
  allocatable: { cpuCores: 2, memoryMiB: 4096, pods: 110 },
  labels: {},
  taints: [],
  ...more,
});

/** Two containers that ran, and two pods of which the scheduler says `message`. */
function record(message: string, more: Partial<TrialRecord> = {}): TrialRecord {
  const quiet = { requests: [], waits: [], metrics: [], cpu: [], warnings: [], calls: [] };
  const base = realRecord({
    nodes: ["real-1", "real-1"],
    times: { ...realPath, "container-ready": undefined },
    record: { cores: 2, settings: [], ...quiet },
  });
  const container = { name: "empty", requests: { cpuCores: 0.5, memoryMiB: 10 }, limits: {}, restarts: 0 };
  const pods: readonly PodState[] = [
    {
      name: "left-1",
      phase: "Pending",
      unscheduled: { reason: "Unschedulable", message },
      containers: [container],
    },
    {
      name: "left-2",
      phase: "Pending",
      unscheduled: { reason: "Unschedulable", message },
      containers: [container],
    },
  ];
  return {
    ...base,
    deploymentSeconds: 12,
    incomplete: { why: "", ran: 2, of: instances },
    pods,
    objects: { nodes: [node("real-1")], webhooks: [], containerDefaults: [] },
    ...more,
  };
}

function judged(trial: TrialRecord) {
  const facts = factsOf([trial], { plan, noiseSeconds: 0.3 });
  return {
    valueOf: (id: string) => facts.known.get(id)?.value,
    causes: async () => (await diagnose(rules, facts)).findings.map(({ cause }) => cause),
    remedy: (id: string, cause: string) =>
      remediesOf(id)
        .flatMap((remedy) => remedy.values({ plan, settings: trial.settings, trial, facts, cause }))
        .map((one) => ("settings" in one ? one.settings[0]?.value : one.reason)),
  };
}

const noCores = "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available.";
const cpuCause = "scheduling/insufficient-cpu";

describe("pods that no node takes", () => {
  test("for want of cores that a LimitRange's default asks for", async () => {
    const found = judged(
      record(noCores, {
        objects: {
          nodes: [node("real-1")],
          webhooks: [],
          containerDefaults: [{ limitRange: "defaults", requests: { cpuCores: 0.5 }, limits: {} }],
        },
      }),
    );
    expect(found.valueOf("refused.cpu-pods")).toBe(2);
    expect(found.valueOf("refused.cpu-seconds")).toBe(12);
    expect(found.valueOf("request.limit-range")).toBe("defaults");
    expect(found.valueOf("refused.memory-pods")).toBe(0);
    expect(await found.causes()).toEqual([cpuCause]);
    // Four pods on two cores, less a twentieth, in two digits.
    expect(found.remedy("workload.resources.requests.cpu", cpuCause)).toEqual(["470m"]);
  });

  test("a request never goes below what containers used", () => {
    const uses = [{ pod: "p", container: "c", cpuSeconds: 9, source: "control group" }];
    const [reason] = judged(record(noCores, { uses })).remedy("workload.resources.requests.cpu", cpuCause);
    expect(reason).toMatch(/leave 470m for a container, which was measured to use 750m: add nodes/);
  });

  test("nodes that a taint rules out are not the cause where others lack room", async () => {
    const mixed =
      "0/2 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 1 Insufficient cpu. preemption: none.";
    expect(await judged(record(mixed)).causes()).toEqual([cpuCause]);
  });

  test("for a taint, which a toleration lets them pass", async () => {
    const taints = [{ key: "gpu", value: "yes", effect: "NoSchedule" }];
    const cause = "scheduling/no-matching-node";
    const found = judged(
      record("0/1 nodes are available: 1 node(s) had untolerated taint {gpu: yes}.", {
        objects: { nodes: [node("real-1", { taints })], webhooks: [], containerDefaults: [] },
      }),
    );
    expect(await found.causes()).toEqual([cause]);
    expect(found.remedy("workload.tolerations", cause)).toEqual([
      '[{"key":"gpu","operator":"Equal","value":"yes","effect":"NoSchedule"}]',
    ]);
    expect(found.remedy("workload.nodeSelector", cause)).toEqual([]);
  });

  test("for a label: only what is demanded of nodes goes from an affinity", () => {
    const affinity = {
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] },
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } },
    };
    const settings: readonly Setting[] = [
      { parameter: "workload.affinity", value: JSON.stringify(affinity) },
      { parameter: "workload.nodeSelector", value: '{"disk":"fast"}' },
    ];
    const message = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";
    const found = judged(record(message, { settings }));
    const cause = "scheduling/no-matching-node";
    expect(found.remedy("workload.nodeSelector", cause)).toEqual([""]);
    expect(found.remedy("workload.affinity", cause)).toEqual([
      '{"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[]}}',
    ]);
  });

  test("for want of places", async () => {
    const objects = {
      nodes: [node("real-1", { allocatable: { cpuCores: 2, memoryMiB: 4096, pods: 2 } })],
      webhooks: [],
      containerDefaults: [],
    };
    const found = judged(record("0/1 nodes are available: 1 Too many pods.", { objects }));
    expect(await found.causes()).toEqual(["kubelet/max-pods"]);
    expect(found.remedy("kubelet.maxPods", "kubelet/max-pods")).toEqual([5]);
  });

  test("pods that wait until others have ended, in a trial that is complete", () => {
    const { incomplete: _incomplete, pods: _pods, ...whole } = record(noCores);
    const last = whole.timeline.containers.at(-1);
    const at = whole.timeline.startedAt;
    const warning = { reason: "FailedScheduling", object: last?.pod ?? "", message: noCores };
    const found = judged({ ...whole, warnings: [{ at, ...warning }] });
    const bound = last?.points["binding-stored"]?.seconds;
    expect(bound).toBeGreaterThan(0);
    expect(found.valueOf("refused.cpu-seconds")).toBe(bound);
    expect(found.valueOf("refused.cpu-pods")).toBe(1);
  });
});

describe("containers that were killed for their memory", () => {
  const killed = record("", {
    deploymentSeconds: 3,
    pods: [
      {
        name: "p-1",
        node: "real-1",
        phase: "Failed",
        containers: [
          {
            name: "empty",
            requests: {},
            limits: { memoryMiB: 32 },
            ended: { reason: "OOMKilled", exitCode: 137 },
            restarts: 0,
          },
        ],
      },
    ],
  });
  const cause = "workload/out-of-memory";

  test("their limit grows as far as nodes have memory", async () => {
    const found = judged(killed);
    expect(found.valueOf("memory.killed-containers")).toBe(1);
    expect((await found.causes())[0]).toBe(cause);
    expect(found.remedy("workload.resources.limits.memory", cause)).toEqual(["128Mi", "512Mi", "921Mi"]);
  });

  test("and follows the measured peak of others first", () => {
    const uses = [{ pod: "p", container: "c", peakMemoryMiB: 70, source: "control group" }];
    const [first] = judged({ ...killed, uses }).remedy("workload.resources.limits.memory", cause);
    expect(first).toBe("84Mi");
  });
});

test("a Job that lets few of its pods be there at once", async () => {
  const { incomplete: _incomplete, pods: _pods, ...whole } = record("");
  const [first, second] = whole.timeline.containers;
  if (first === undefined || second === undefined) throw new TypeError("expected two containers");
  const created = (seconds: number): object => ({
    "pod-received": { seconds, source: "audit log", precision: 0.001 },
  });
  const later = Object.fromEntries(
    Object.entries(second.points).map(([id, point]) => [id, { ...point, seconds: point.seconds + 6 }]),
  );
  const settings = [{ parameter: "workload.Job.parallelism", value: 1 }];
  const found = judged({
    ...whole,
    settings,
    timeline: {
      ...whole.timeline,
      containers: [
        { ...first, points: { ...first.points, ...created(0.1) } },
        { ...second, points: { ...later, ...created(6.1) } },
      ],
    },
  });
  expect(found.valueOf("replicas.seconds")).toBeCloseTo(6, 1);
  expect(await found.causes()).toContain("workload/too-few-replicas");
  expect(found.remedy("workload.Job.parallelism", "workload/too-few-replicas")).toEqual([4]);
});
