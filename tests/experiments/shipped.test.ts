import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadExperiment, planOf, type Plan } from "../../experiments/index.ts";

const folder = new URL("../../experiments/", import.meta.url);

async function planned(name: string): Promise<Plan> {
  const { experiment, warnings } = await loadExperiment(new URL(name, folder).pathname);
  expect(warnings).toEqual([]);
  return planOf(experiment);
}

test("quickstart: 400 pods on 4 workers, everything else as it comes", async () => {
  const plan = await planned("quickstart.cfg");
  expect(plan.nodes.map(({ name }) => name)).toEqual(["worker-1", "worker-2", "worker-3", "worker-4"]);
  expect(plan.workload).toMatchObject({ method: "pod", instances: 400, client: "kubectl" });
  expect(plan.settings).toEqual([]);
  expect(plan.tuning).toMatchObject({ repeats: 3, warmup: 20, maxIterations: 5, allow: ["*"], seed: 1 });
});

test("real-node: 100 pods on one real node, whose images are there before", async () => {
  const plan = await planned("real-node.cfg");
  expect(plan.nodes).toMatchObject([{ kind: "real", cores: 2, maxPods: 110 }]);
  expect(plan.workload).toMatchObject({ method: "pod", instances: 100, cacheWorker: true });
  expect(plan).not.toHaveProperty("registry");
});

/** Method, workers, containers of each benchmark of the paper. */
const paper: [string, string, number, number][] = [
  ...["call", "file", "pod", "container"].map((m): [string, string, number, number] => [
    `method-${m}`,
    m,
    1,
    100,
  ]),
  ...[1, 2, 4, 8, 16].flatMap((w): [string, string, number, number][] => [
    [`weak-${String(w).padStart(2, "0")}`, "pod", w, 100 * w],
    [`strong-${String(w).padStart(2, "0")}`, "pod", w, 100],
  ]),
];

describe("the paper's benchmarks", () => {
  test("are all there, and nothing else", () => {
    const names = readdirSync(new URL("paper/", folder));
    expect(names.toSorted()).toEqual(paper.map(([name]) => `${name}.cfg`).toSorted());
    expect(names).toHaveLength(14);
  });

  test.each(paper)("%s: %s, %i workers, %i containers", async (name, method, workers, instances) => {
    const plan = await planned(`paper/${name}.cfg`);
    expect(plan.nodes).toHaveLength(workers);
    expect(plan.workload).toMatchObject({ method, instances, cpuCores: 0.05, memoryGB: 0.5 });
  });

  test("three of them are the same measurement", async () => {
    const plans = await Promise.all(
      ["method-pod", "weak-01", "strong-01"].map((n) => planned(`paper/${n}.cfg`)),
    );
    expect(new Set(plans.map(({ hash }) => hash)).size).toBe(1);
  });
});
