import { afterAll, beforeAll, expect, test } from "vitest";
import { startTraceReceiver, type TraceReceiver } from "../../../../engine/observe/index.ts";
import { runTrial } from "../../../../engine/trial/index.ts";
import { comparePoints, type PointId } from "../../../../knowledge/index.ts";
import type { Cluster } from "../../../../provisioners/index.ts";
import { localProvisioner } from "../../../../provisioners/local/index.ts";
import { testBinaries } from "../../../support/binaries.ts";
import { ownStateFolder, quietHost, smallPlan } from "../../../support/local-cluster.ts";

let state: Awaited<ReturnType<typeof ownStateFolder>>;
let receiver: TraceReceiver;
let cluster: Cluster;
const plan = smallPlan({ observe: "all" });

beforeAll(async () => {
  await testBinaries();
  state = await ownStateFolder();
  receiver = await startTraceReceiver();
  cluster = await localProvisioner.up(plan, { ...quietHost(), tracing: { endpoint: receiver.endpoint } });
}, 900_000);

afterAll(async () => {
  await cluster.down();
  await receiver.stop();
  await state.remove();
});

test("with spans every container's way shows when its requests were let in and written", async () => {
  const request = {
    cluster,
    plan,
    label: "traced",
    workload: { ...plan.workload, instances: 12 },
    emit: () => undefined,
    signal: new AbortController().signal,
    patienceSeconds: 60,
  };
  const record = await runTrial({ ...request, traces: receiver });
  const wanted: readonly PointId[] = [
    "job-received",
    "job-admission",
    "job-persisting",
    "job-stored",
    "pod-received",
    "pod-admission",
    "pod-persisting",
    "pod-stored",
  ];
  expect(record.timeline.containers).toHaveLength(12);
  for (const { points } of record.timeline.containers) {
    const times = wanted.toSorted(comparePoints).map((point) => points[point]?.seconds ?? Number.NaN);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(points["pod-admission"]!.source).toBe("kube-apiserver spans");
  }
  expect(record.stepMeans!.map(({ step }) => step)).toContain("pod-admission");
  expect(record.usage!.some(({ of }) => of === "etcd")).toBe(true);

  await cluster.reset();
  const untraced = await runTrial({ ...request, label: "untraced" });
  expect(untraced.unseen!.find(({ source }) => source === "spans")!.points).toEqual([
    "job-admission",
    "job-persisting",
    "pod-admission",
    "pod-persisting",
  ]);
}, 120_000);
