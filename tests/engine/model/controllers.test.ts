import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  limitsOf,
  priorServiceTimes,
  simulate,
  type SimulationInput,
  type SimulationOutput,
} from "../../../engine/model/index.ts";
import type { WorkloadKind } from "../../../experiments/index.ts";
import { podCreators } from "../../../knowledge/index.ts";
import { bucketSettings } from "./inputs.ts";

const prior = priorServiceTimes(2);
/** So many cores that nothing but the limits and the latencies counts. */
const plenty = {
  ...prior,
  cores: 64,
  background: { server: 0, controller: 0, scheduler: 0, node: 0, observer: 0, others: 0 },
};
const parallel = { parameter: "workload.StatefulSet.podManagementPolicy", value: "Parallel" };

const input = (
  kind: WorkloadKind,
  instances: number,
  over: Partial<SimulationInput> = {},
): SimulationInput => ({
  kind,
  method: "pod",
  instances,
  podStart: { minMs: 500, maxMs: 500 },
  limits: limitsOf(kind === "statefulset" ? [parallel] : [], "v1.34.4"),
  nodes: Array.from({ length: kind === "daemonset" ? instances : 4 }, () => "kwok" as const),
  service: plenty,
  seed: 1,
  ...over,
});
/** Seconds from the first pod that is about to be created until the last one is. */
function creation({ containers }: SimulationOutput): number {
  const received = containers.map(({ times }) => times["pod-received"]);
  return Math.max(...received) - containers[0]!.times["job-unpacked"];
}
const lifted = (kind: WorkloadKind): SimulationInput["limits"] =>
  limitsOf(
    [
      ...bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }),
      ...(kind === "statefulset" ? [parallel] : []),
    ],
    "v1.34.4",
  );

describe.each(["deployment", "statefulset", "daemonset"] as const)("the controllers of a %s", (kind) => {
  it.each([100, 240])("create %i pods through one bucket of their own: (N + E - 30) / 20", (pods) => {
    const output = simulate(input(kind, pods));
    const { "job-controller": job, [podCreators[kind]]: own } = output.waits;
    expect(output.containers).toHaveLength(pods);
    // As of a Job: some 9 of the 25 events get between the pods, and the revision goes before them.
    const before = kind === "deployment" ? 9 : 10;
    expect(Math.abs(creation(output) / ((pods + before - 30) / 20) - 1)).toBeLessThan(0.03);
    expect(job.requests).toBe(0);
    expect(own!.requests).toBeGreaterThan(pods + 10);
    expect(own!.delayed).toBeGreaterThan(pods - 30);
  });

  it("are paced by the scheduler, (N - 100) / 50, when their own limit is lifted", () => {
    const limits = limitsOf(
      [...bucketSettings({ controller: [10_000, 100_000] }), ...(kind === "statefulset" ? [parallel] : [])],
      "v1.34.4",
    );
    const { containers } = simulate(input(kind, 500, { limits }));
    const bound = containers.map(({ times }) => times["binding-received"]);
    expect(Math.max(...bound) - Math.min(...bound)).toBeCloseTo((500 - 100) / 50, 0);
  });

  it("go on at once after a full sync, unlike the job controller, which gathers events for a second", () => {
    const pods = 1200;
    // Else the API server refuses some of the 512 of the largest batch, which come again after a second.
    const limits = (of: WorkloadKind): SimulationInput["limits"] => ({
      ...lifted(of),
      "kube-apiserver.PriorityLevelConfiguration.workload-high.queueLengthLimit": 500,
    });
    const own = creation(simulate(input(kind, pods, { limits: limits(kind) })));
    const job = creation(simulate(input("job", pods, { limits: limits("job") })));
    expect(job).toBeGreaterThan(2);
    expect(own).toBeLessThan(job - 1.5);
  });

  it("receive the object at the end of S1 and begin with the pods at the end of S2", () => {
    const { containers } = simulate(input(kind, 20));
    for (const { times } of containers) {
      expect(times["job-enqueued"]).toBeGreaterThan(times["job-stored"]);
      expect(times["job-unpacked"]).toBeGreaterThan(times["job-enqueued"]);
      expect(times["pod-received"]).toBeGreaterThanOrEqual(times["job-unpacked"]);
    }
  });
});

describe("a Deployment", () => {
  it("has one ReplicaSet, made through the bucket of the Deployment controller", () => {
    const { trace, waits } = simulate(input("deployment", 100, { traced: true }));
    const count = (name: string): number =>
      trace!.requests.filter(({ operation }) => operation === name).length;
    expect(count("replica-set-create")).toBe(1);
    expect(count("pod-create")).toBe(100);
    expect(count("job-create")).toBe(1);
    expect(waits["deployment-controller"]!.requests).toBeLessThan(30);
    expect(waits["deployment-controller"]!.delayed).toBe(0);
    const waited = new Set(trace!.waits.map(({ bucket }) => bucket));
    expect(waited).toContain("replicaset-controller");
    expect(waited).not.toContain("job-controller");
  });
});

const ordered = limitsOf([], "v1.34.4");

describe("a StatefulSet with OrderedReady", () => {
  test.prop([fc.integer({ min: 1, max: 12 }), fc.integer({ min: 300, max: 3000 })])(
    "takes the sum of its pods' starts: each is created once the one before is seen to run",
    (pods, ms) => {
      const podStart = { minMs: ms, maxMs: ms };
      const output = simulate(input("statefulset", pods, { limits: ordered, podStart }));
      const { containers } = output;
      for (const [index, { times }] of containers.entries()) {
        const former = containers[index - 1];
        if (former === undefined) continue;
        const since = times["pod-received"] - former.times["container-running"];
        expect(since).toBeGreaterThan(0);
        // What syncs take, and no wait for a token.
        expect(since).toBeLessThan(0.03);
      }
      const took = output.deploymentSeconds - containers[0]!.times["job-unpacked"];
      expect(took).toBeGreaterThan((pods * ms) / 1000);
      expect(took).toBeLessThan(pods * (ms / 1000 + 0.06));
    },
  );

  it("is paced by its controller's tokens where pods start quickly: a pod and a status each, the revision, 25 events", () => {
    const podStart = { minMs: 0, maxMs: 0 };
    const output = simulate(input("statefulset", 100, { limits: ordered, podStart }));
    const took = output.deploymentSeconds - output.containers[0]!.times["job-unpacked"];
    expect(Math.abs(took / ((2 * 100 + 1 + 25 - 30) / 20) - 1)).toBeLessThan(0.05);
  });
});

describe("a DaemonSet", () => {
  it("has a pod on each node, 250 in a sync", () => {
    const { containers, unplaced } = simulate(input("daemonset", 600));
    expect(containers).toHaveLength(600);
    expect(unplaced).toBeUndefined();
  });
});
