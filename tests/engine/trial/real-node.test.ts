import { rename, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTrial, type TrialRecord } from "../../../engine/trial/index.ts";
import type { TrialRequest } from "../../../engine/trial/trial-request.ts";
import type { PlannedWorkload } from "../../../experiments/index.ts";
import { points } from "../../../knowledge/index.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { testBinaries } from "../../support/binaries.ts";
import { ownStateFolder, quietHost, smallPlan } from "../../support/local-cluster.ts";

const plan = smallPlan({
  nodes: [{ name: "worker-0", kind: "real", cores: 2, memoryGiB: 1, maxPods: 110 }],
});
const signal = new AbortController().signal;
let state: Awaited<ReturnType<typeof ownStateFolder>>;
let cluster: Cluster;

async function trial(
  label: string,
  changes: Partial<PlannedWorkload>,
  more: Partial<TrialRequest> = {},
): Promise<TrialRecord> {
  await cluster.reset();
  const workload = { ...plan.workload, instances: 4, cacheWorker: true, ...changes };
  return runTrial({
    ...{ cluster, plan, label, workload, signal, patienceSeconds: 60 },
    emit: () => undefined,
    ...more,
  });
}

/** Every container was seen at every point that needs no traces, and no source contradicts another. */
function expectWhole({ timeline, unseen }: TrialRecord, containers: number): void {
  expect(timeline.gaps).toEqual([]);
  expect(timeline.containers).toHaveLength(containers);
  expect(unseen ?? []).toEqual([]);
  const wanted = points.filter(({ only }) => only === undefined || only === "kubelet").map(({ id }) => id);
  for (const { points: seen } of timeline.containers) {
    expect(Object.keys(seen)).toEqual(wanted);
    const seconds = wanted.map((id) => seen[id]!.seconds);
    expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
    expect(seen["container-running"]!.source).toBe("container log");
  }
}

// What a node is made of (mounts, network namespaces, control groups) is root's.
describe.skipIf(process.getuid?.() !== 0)("a trial on a real node", () => {
  beforeAll(async () => {
    await testBinaries();
    state = await ownStateFolder();
    cluster = await localProvisioner.up(plan, quietHost());
  }, 900_000);

  afterAll(async () => {
    await cluster.down();
    await state.remove();
  }, 120_000);

  test("sees every pod at every point", async () => {
    expectWhole(await trial("pods", {}), 4);
  }, 120_000);

  test("sees every container of a pod, of which the kubelet's events tell only some", async () => {
    const record = await trial("containers", { method: "container", instances: 14 });
    expectWhole(record, 14);
    const sources = record.timeline.containers.map(({ points: seen }) => seen["container-created"]!.source);
    expect(new Set(sources)).toEqual(new Set(["event names", "kubelet log"]));
  }, 120_000);

  test("loses nothing when logs are rotated meanwhile", async () => {
    // Whoever writes them has them open, and goes on where they are.
    const logs = cluster.logs.map(({ path }) => ({ path, older: `${path}.1` }));
    const rotate = async (): Promise<void> => {
      for (const { path, older } of logs) {
        await rename(path, older);
        await writeFile(path, "");
      }
    };
    let rotated: Promise<unknown> | undefined;
    const emit: TrialRequest["emit"] = (event) => {
      if (event.type === "trial" && event.counts.created > 0) rotated ??= rotate();
    };
    const record = await trial("rotated", {}, { emit }).finally(async () => {
      await rotated;
      for (const { path, older } of logs) await rename(older, path);
    });
    expectWhole(record, 4);
  }, 120_000);

  test("ends at once when the image can never be there, and says so", async () => {
    const image = { reference: "docker.io/columbo/absent:1", command: ["/absent"] };
    const { incomplete, pods = [] } = await trial("absent", { image });
    expect(incomplete).toEqual({ ran: 0, of: 4, why: "ErrImageNeverPull" });
    expect(pods.flatMap(({ containers }) => containers.map(({ waiting }) => waiting?.reason))).toContain(
      "ErrImageNeverPull",
    );
  }, 120_000);

  test("whose pods ask for more than the node has left ends, with what the scheduler says of each", async () => {
    const { incomplete, pods = [] } = await trial("crowded", { cpuCores: 1.5, sleepSeconds: 600 });
    expect(incomplete).toMatchObject({ ran: 1, of: 4 });
    const refused = pods.flatMap(({ unscheduled }) => unscheduled?.message ?? []);
    expect(refused).toHaveLength(3);
    for (const message of refused) expect(message).toContain("Insufficient cpu");
  }, 120_000);

  test("ends when a container ends with an error, and says which", async () => {
    const image = { reference: "docker.io/columbo/empty:1", command: ["/absent"] };
    const { incomplete, pods = [] } = await trial("broken", { image });
    expect(incomplete?.why).toBe("StartError");
    const [ended] = pods.flatMap(({ containers }) =>
      containers.flatMap((container) => container.ended ?? []),
    );
    expect(ended).toMatchObject({ reason: "StartError", exitCode: 128 });
  }, 120_000);
});
