import { describe, expect, it } from "vitest";
import { placementFacts } from "../../../../engine/diagnose/facts/placement.ts";
import { viewOf } from "../../../../engine/diagnose/trial-view.ts";
import { affinity, nodeSelector } from "../../../../engine/remedies/workload/placement.ts";
import { factSet, known } from "../../../../engine/diagnose/fact-set.ts";
import type { RemedyContext } from "../../../../engine/remedies/index.ts";
import type { NodeState, TrialRecord } from "../../../../engine/trial/record.ts";
import { syntheticPlan, syntheticTrial } from "../../../support/synthetic-trial.ts";

const node = (name: string, change: Partial<NodeState> = {}): NodeState => ({
  ...{ name, allocatable: {}, labels: {}, taints: [] },
  ...change,
});

/** 12 pods that reach their nodes at once; the start of one takes as many seconds as `starts` says of its node. */
function placed(
  nodeOf: (index: number) => string,
  starts: (node: string) => number,
  change: Partial<TrialRecord> = {},
  nodes: readonly NodeState[] = ["a", "b", "c"].map((name) => node(name)),
) {
  const record = syntheticTrial({ podsPerJob: 12, busy: () => 0.3 });
  const containers = record.timeline.containers.map((one, index) => {
    const name = nodeOf(index);
    const point = (seconds: number) => ({ seconds, source: "kubelet log", precision: 0.001 });
    const points = {
      "pod-delivered": point(1),
      "sandbox-ready": point(1.1),
      "container-running": point(1 + starts(name)),
    };
    return { ...one, node: name, points: { ...one.points, ...points } };
  });
  const all: TrialRecord = {
    ...record,
    deploymentSeconds: 10,
    timeline: { ...record.timeline, containers },
    objects: { nodes, webhooks: [], containerDefaults: [] },
    ...change,
  };
  const model = { unloadedStart: 0.5 };
  const plan = { ...syntheticPlan, provider: "local" as const };
  const readings = placementFacts(viewOf(all, { plan, noiseSeconds: 0.1, model }));
  return Object.fromEntries(
    Object.entries(readings).map(([id, reading]) => [
      id.slice("placement.".length),
      "missing" in reading ? reading.missing : reading.value,
    ]),
  );
}

const third = (index: number): string => ["a", "b", "c"][index % 3] ?? "";

describe("pods of one node", () => {
  it("wait for it, while two others could take them", () => {
    const found = placed(
      () => "a",
      () => 6,
    );
    expect(found).toMatchObject({
      "fullest-node": "a",
      "fullest-share": 1,
      "eligible-nodes": 3,
      imbalance: 3,
    });
    // An even distribution would leave a third of it.
    expect(found["crowded-seconds"]).toBeCloseTo(4, 5);
  });

  it("are none too many where all nodes are as full", () => {
    expect(placed(third, () => 6)).toMatchObject({ imbalance: 1, "crowded-seconds": 0 });
  });

  it("do no harm where they do not wait", () => {
    expect(
      placed(
        () => "a",
        () => 0.6,
      ),
    ).toMatchObject({ imbalance: 3, "crowded-seconds": 0 });
  });

  it("have no other choice where the others are cordoned or tainted", () => {
    const taints = [{ key: "gpu", effect: "NoSchedule" }];
    const nodes = [node("a"), node("b", { unschedulable: true }), node("c", { taints })];
    expect(
      placed(
        () => "a",
        () => 6,
        {},
        nodes,
      ),
    ).toMatchObject({ "eligible-nodes": 1, "crowded-seconds": 0 });
  });

  it("would find no more processor elsewhere on a machine that is used up, unless it is their node's own quota", () => {
    const { startedAt } = syntheticTrial().timeline;
    const samples = Array.from({ length: 20 }, (_, index) => ({
      at: startedAt + 500 * (index + 1),
      hostBusy: 1,
      cores: {},
    }));
    const crowded = (cpu: TrialRecord["cpu"]): unknown =>
      placed(
        () => "a",
        () => 6,
        { cpu },
      )["crowded-seconds"];
    expect(crowded(samples)).toBe(0);
    const quotas = { a: { cores: 0.3, throttledShare: 0.9 } };
    expect(crowded(samples.map((sample) => ({ ...sample, quotas })))).toBeCloseTo(4, 5);
  });
});

describe("what draws the pods to their node", () => {
  const facts = factSet({
    "placement.fullest-node": known("a", ""),
    "placement.fullest-share": known(1, ""),
    "placement.eligible-nodes": known(3, ""),
  });
  const context = (parameter: string, cause = "scheduling/unbalanced") =>
    ({
      facts,
      cause,
      settings: [{ parameter, value: '{"disk":"fast"}' }],
    }) as unknown as RemedyContext;

  it("is taken away where it is set", () => {
    expect(nodeSelector.values(context("workload.nodeSelector"))).toEqual([
      {
        settings: [{ parameter: "workload.nodeSelector", value: "" }],
        why: "the node selector draws 100 % of the pods to a, and 3 nodes could take them",
      },
    ]);
    expect(affinity.values(context("workload.nodeSelector"))).toEqual([]);
    expect(nodeSelector.values(context("workload.nodeSelector", "kubelet/max-pods"))).toEqual([]);
  });
});
