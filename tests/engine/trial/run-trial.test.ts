import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { runTrial } from "../../../engine/trial/index.ts";
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

async function failureOf(pods: readonly object[], more: Partial<TrialRequest> = {}): Promise<string> {
  const plan = smallPlan();
  const trial = runTrial({
    cluster: await standInCluster(playing(pods)),
    plan,
    label: "t",
    workload: { ...plan.workload, client: "api", instances: 2 },
    emit: () => undefined,
    signal: new AbortController().signal,
    patienceSeconds: 60,
    ...more,
  });
  return trial.then(
    () => "none",
    (error: unknown) => (error as Error).message,
  );
}

const never = { waiting: { reason: "ErrImageNeverPull", message: "image is not present" } };

test("a trial is given up at once when nothing that is left can ever run", async () => {
  expect(await failureOf([pod("t-1", { running: {} }), pod("t-2", never)])).toBe(
    "trial t was given up: the container that is left can never run: container app-1 of pod t-2: ErrImageNeverPull: image is not present" +
      "; 1 container hangs, of pod t-2: 1 in S4 (watch delivers the pod to the node)" +
      "; the cluster says of t-2: ErrImageNeverPull: image is not present",
  );
});

test("a trial goes on while something that is left may still run", async () => {
  expect(await failureOf([pod("t-2", never)], { patienceSeconds: 1 })).toMatch(
    /^trial t made no progress for 1 s; 1 container hangs, of pod t-2/,
  );
});

test("a trial is given up when a container ends with an error before all run", async () => {
  const ended = { terminated: { exitCode: 128, reason: "StartError", message: "no such file" } };
  expect(await failureOf([pod("t-1", ended)])).toBe(
    "trial t was given up: container app-1 of pod t-1 ended with exit code 128 (StartError: no such file) before all containers ran",
  );
});

test("a trial during which the machine's clock is set cannot be measured", async () => {
  const start = performance.now();
  const wall = (): number => performance.now() + (performance.now() - start > 600 ? -2000 : 0);
  const clocks = { wall, steady: () => performance.now() };
  expect(await failureOf([pod("t-1", { running: {} })], { clocks })).toBe(
    "trial t cannot be measured: the machine's clock was set back by 2.00 s meanwhile; keep it still and measure again",
  );
});
