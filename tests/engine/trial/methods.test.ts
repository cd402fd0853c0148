import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTrial, type TrialRecord } from "../../../engine/trial/index.ts";
import { expectedOf, type PlannedWorkload } from "../../../experiments/index.ts";
import { points } from "../../../knowledge/index.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { testBinaries } from "../../support/binaries.ts";
import { apiOf, getJson, ownStateFolder, quietHost, smallPlan } from "../../support/local-cluster.ts";

const plan = smallPlan();
const signal = new AbortController().signal;
let state: Awaited<ReturnType<typeof ownStateFolder>>;
let cluster: Cluster;

beforeAll(async () => {
  await testBinaries();
  state = await ownStateFolder();
  cluster = await localProvisioner.up(plan, quietHost());
}, 900_000);

afterAll(async () => {
  await cluster.down();
  await state.remove();
});

/** One trial on the clean cluster. */
async function trial(
  label: string,
  changes: Partial<PlannedWorkload>,
  patienceSeconds = 60,
): Promise<TrialRecord> {
  await cluster.reset();
  const workload = { ...plan.workload, instances: 8, ...changes };
  return runTrial({ cluster, plan, label, workload, emit: () => undefined, signal, patienceSeconds });
}

interface Stored {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly containers: readonly unknown[] };
}

async function stored(path: string): Promise<readonly Stored[]> {
  const api = apiOf(cluster);
  const { items } = await getJson<{ items: readonly Stored[] }>(api, path);
  api.close();
  return items;
}

describe("a trial on a real control plane", () => {
  test.each([
    { method: "pod", client: "kubectl", calls: 1 },
    { method: "container", client: "kubectl", calls: 1 },
    { method: "file", client: "kubectl", calls: 1 },
    { method: "call", client: "kubectl", calls: 8 },
    { method: "pod", client: "api", calls: 1 },
    { method: "file", client: "api", calls: 1 },
  ] as const)(
    "by method $method and client $client sees every container at every point",
    async ({ method, client, calls }) => {
      const label = `${method}-${client}`;
      const record = await trial(label, { method, client });

      const expected = expectedOf({ ...plan.workload, method }, { prefix: label, instances: 8 });
      const jobs = await stored(`/apis/batch/v1/namespaces/${cluster.namespace}/jobs`);
      const pods = await stored(`/api/v1/namespaces/${cluster.namespace}/pods`);
      expect(jobs.map(({ metadata }) => metadata.name).sort()).toEqual([...expected.jobs].sort());
      expect(pods).toHaveLength(expected.pods);
      expect(pods.flatMap(({ spec }) => spec.containers)).toHaveLength(8);

      const { containers, gaps } = record.timeline;
      expect(gaps).toEqual([]);
      expect(containers).toHaveLength(8);
      expect(new Set(containers.map(({ pod, container }) => `${pod}/${container}`)).size).toBe(8);
      expect(new Set(containers.map(({ pod }) => pod))).toEqual(
        new Set(pods.map(({ metadata }) => metadata.name)),
      );
      // Only kubectl asks for the Job before it creates it, and these nodes have no kubelet.
      const wanted = points
        .filter(({ id, only }) => only === undefined || (id === "job-read" && client === "kubectl"))
        .map(({ id }) => id);
      for (const { points: seen } of containers) {
        expect(Object.keys(seen)).toEqual(wanted);
        const seconds = wanted.map((id) => seen[id]!.seconds);
        expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
      }
      expect(record.deploymentSeconds).toBe(containers.at(-1)!.points["container-running"]!.seconds);

      expect(record.calls).toHaveLength(calls);
      expect(record.calls.flatMap((call) => call.jobs)).toEqual(expected.jobs);
      for (const { startedAt, finishedAt } of record.calls) {
        expect(startedAt).toBeGreaterThanOrEqual(record.timeline.startedAt);
        expect(finishedAt).toBeGreaterThan(startedAt);
      }
    },
    60_000,
  );

  test("whose pods fit no node ends with what the scheduler says of each, and the next one is as ever", async () => {
    const { incomplete, pods = [] } = await trial("stuck", { instances: 5, cpuCores: 16 }, 3);
    expect(incomplete).toMatchObject({ ran: 0, of: 5 });
    const refused = pods.flatMap(({ unscheduled }) => unscheduled?.message ?? []);
    expect(refused).toHaveLength(5);
    for (const message of refused) expect(message).toMatch(/0\/2 nodes are available: 2 Insufficient cpu/);
    const next = await trial("next", {});
    expect(next.timeline.gaps).toEqual([]);
    expect(next.timeline.containers).toHaveLength(8);
  }, 60_000);
});
