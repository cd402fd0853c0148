import { expect, onTestFinished, test } from "vitest";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { leaseWatch, renewalsIn } from "../../../engine/observe/lease-watch.ts";
import { standInServer } from "../../support/api-server.ts";

const lease = (namespace: string, name: string, renewTime: string | undefined, labels = {}) => ({
  metadata: { name, namespace, labels },
  spec: { ...(renewTime === undefined ? {} : { renewTime }) },
});

const identity = { "apiserver.kubernetes.io/identity": "kube-apiserver" };

test("renewals are those of nodes and of the control plane's programs, to the microsecond", () => {
  const at = Date.parse("2026-01-01T00:00:01.000Z");
  const lines = [
    ["MODIFIED", lease("kube-node-lease", "worker-1", "2026-01-01T00:00:00.999123Z")],
    ["MODIFIED", lease("kube-system", "kube-scheduler", "2026-01-01T00:00:00.000001Z")],
    ["MODIFIED", lease("kube-system", "apiserver-x7", "2026-01-01T00:00:00.500000Z", identity)],
    ["MODIFIED", lease("kube-system", "somebody-else", "2026-01-01T00:00:00.500000Z")],
    ["ADDED", lease("kube-node-lease", "worker-2", undefined)],
    ["DELETED", lease("kube-node-lease", "worker-3", "2026-01-01T00:00:00.999123Z")],
  ].map(([type, object]) => ({ at, text: JSON.stringify({ type, object }) }));
  expect(renewalsIn(lines).map(({ host, renewedAt }) => [host, at - renewedAt])).toEqual([
    ["worker-1", expect.closeTo(0.877, 3)],
    ["kube-scheduler", expect.closeTo(999.999, 2)],
    ["kube-apiserver", expect.closeTo(500, 3)],
  ]);
});

test("a host's clock is bounded by what arrives while the trial runs, or by its last renewal", async () => {
  const ahead = 60_000;
  const renewed = () => new Date(Date.now() + ahead).toISOString();
  const old = new Date(Date.now() - 9000).toISOString();
  const server = await standInServer((request, response) => {
    const node = request.url?.includes("/kube-node-lease/") === true;
    if (request.url?.includes("watch=1") === true) {
      const object = lease("kube-node-lease", "worker-1", renewed());
      if (node) response.write(`${JSON.stringify({ type: "MODIFIED", object })}\n`);
      else response.flushHeaders();
      return;
    }
    const items = node ? [] : [lease("kube-system", "kube-scheduler", old)];
    response.end(JSON.stringify({ metadata: { resourceVersion: "7" }, items }));
  });
  onTestFinished(() => {
    server.close();
  });
  const cluster = { apiServer: server.url, identity: server.identity };
  const broken = (error: Error): void => {
    throw error;
  };
  const observer = leaseWatch.observe({ cluster, broken } as unknown as ObservedTrial);
  await observer.begin();
  await expect.poll(async () => (await observer.end()).clocks?.length).toBe(2);
  const { clocks = [] } = await observer.end();
  const [worker, scheduler] = clocks;
  expect(worker).toMatchObject({ host: "worker-1", source: "one renewal of its Lease" });
  expect(worker!.low).toBeLessThanOrEqual(ahead / 1000);
  expect(worker!.low).toBeGreaterThan(-9);
  expect(scheduler!.host).toBe("kube-scheduler");
  expect(scheduler!.low).toBeLessThanOrEqual(-9);
});
