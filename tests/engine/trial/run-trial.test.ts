import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { runTrial, type TrialRecord } from "../../../engine/trial/index.ts";
import type { TrialRequest } from "../../../engine/trial/trial-request.ts";
import { smallPlan } from "../../support/local-cluster.ts";
import { standInCluster } from "./stand-in-cluster.ts";

test.each([
  ["kubectl", "watch=1"],
  ["api", "/jobs"],
] as const)(
  "an interrupt ends a trial although the API server has gone silent (client %s, silent to %s)",
  async (client, silentTo) => {
    const asked = Promise.withResolvers<undefined>();
    const cluster = await standInCluster((request) => {
      const isSilent = request.url?.includes(silentTo) === true;
      if (isSilent) asked.resolve(undefined);
      return isSilent;
    });
    const interruption = new AbortController();
    const plan = smallPlan();
    const trial = runTrial({
      cluster,
      plan,
      label: "silent",
      workload: { ...plan.workload, client, instances: 2 },
      emit: () => undefined,
      signal: interruption.signal,
      patienceSeconds: 60,
    });
    const refused = expect(trial).rejects.toThrow("trial silent was interrupted");
    await asked.promise;
    interruption.abort();
    await refused;
  },
);

const pod = (name: string, status: object): object => ({
  metadata: { name, labels: { "batch.kubernetes.io/job-name": "t" } },
  spec: { nodeName: "worker-0", containers: [{ name: "app-1" }] },
  status: { containerStatuses: [{ name: "app-1", state: status }] },
});

/** Sends these pods to whoever watches pods, once a Job has been created. */
function playing(pods: readonly object[]) {
  const watching = Promise.withResolvers<ServerResponse>();
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.url?.includes("watch=1") === true) {
      response.flushHeaders();
      if (request.url.includes("/pods")) watching.resolve(response);
      return true;
    }
    if (request.method !== "POST") return false;
    response.writeHead(201).end("{}");
    void watching.promise.then((watch) => {
      for (const object of pods) watch.write(`${JSON.stringify({ type: "MODIFIED", object })}\n`);
    });
    return true;
  };
}

async function runWith(pods: readonly object[], more: Partial<TrialRequest> = {}): Promise<TrialRecord> {
  const plan = smallPlan();
  return runTrial({
    cluster: await standInCluster(playing(pods)),
    plan,
    label: "t",
    workload: { ...plan.workload, client: "api", instances: 2 },
    emit: () => undefined,
    signal: new AbortController().signal,
    patienceSeconds: 60,
    ...more,
  });
}

async function failureOf(pods: readonly object[], more: Partial<TrialRequest>): Promise<string> {
  return runWith(pods, more).then(
    () => "none",
    (error: unknown) => (error as Error).message,
  );
}

const never = { waiting: { reason: "ErrImageNeverPull", message: "image is not present" } };
const unscheduled = (name: string, message: string): object => ({
  metadata: { name, labels: { "batch.kubernetes.io/job-name": "t" } },
  spec: { containers: [{ name: "app-1", resources: { requests: { cpu: "500m", memory: "64Mi" } } }] },
  status: {
    phase: "Pending",
    conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }],
  },
});
const tooSmall = "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available.";

test("a trial ends at once, incomplete, when nothing that is left can ever run", async () => {
  const record = await runWith([pod("t-1", { running: {} }), pod("t-2", never)]);
  expect(record.incomplete).toEqual({ why: "ErrImageNeverPull", ran: 1, of: 2 });
  expect(record.pods?.map(({ containers }) => containers[0]?.waiting?.message)).toEqual([
    undefined,
    "image is not present",
  ]);
});

test("a trial goes on while something that is left may still run, and tells what is not there", async () => {
  const record = await runWith([pod("t-2", { running: {} })], { patienceSeconds: 1 });
  expect(record.incomplete).toEqual({ why: "1 container got no pod", ran: 1, of: 2 });
  expect(record.deploymentSeconds).toBeGreaterThan(1);
});

test("a trial is not waited for when no node takes what is left and no room will be free", async () => {
  const pods = [pod("t-1", { running: {} }), unscheduled("t-2", tooSmall)];
  const plan = smallPlan();
  const record = await runWith(pods, {
    workload: { ...plan.workload, client: "api", instances: 2, sleepSeconds: 600 },
  });
  expect(record.deploymentSeconds).toBeLessThan(12);
  expect(record.incomplete).toEqual({ why: "Insufficient cpu", ran: 1, of: 2 });
  expect(record.pods?.[1]).toEqual({
    name: "t-2",
    phase: "Pending",
    unscheduled: { reason: "Unschedulable", message: tooSmall },
    containers: [{ name: "app-1", requests: { cpuCores: 0.5, memoryMiB: 64 }, limits: {}, restarts: 0 }],
  });
});

test("a container that ended with an error did not run", async () => {
  const ended = { terminated: { exitCode: 137, reason: "OOMKilled" } };
  const record = await runWith([pod("t-1", ended)]);
  expect(record.incomplete).toEqual({ why: "OOMKilled", ran: 0, of: 2 });
});

test("a trial during which the machine's clock is set cannot be measured", async () => {
  const start = performance.now();
  const wall = (): number => performance.now() + (performance.now() - start > 600 ? -2000 : 0);
  const clocks = { wall, steady: () => performance.now() };
  expect(await failureOf([pod("t-1", { running: {} })], { clocks })).toBe(
    "trial t cannot be measured: the machine's clock was set back by 2.00 s meanwhile; keep it still and measure again",
  );
});
