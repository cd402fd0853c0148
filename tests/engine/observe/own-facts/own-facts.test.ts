/** Facts that users describe, read from a server, files and a stand-in API server of the test's own. */
import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { ObservedTrial } from "../../../../engine/observe/observer.ts";
import { ownFacts } from "../../../../engine/observe/own-facts/own-facts.ts";
import type { ClientIdentity } from "../../../../provisioners/index.ts";
import type { LogSource, MetricSource, ObjectSource, OwnFact } from "../../../../rules/index.ts";
import { standInServer } from "../../../support/api-server.ts";

interface Served {
  readonly url: string;
  readonly identity: ClientIdentity;
}

const nowhere: Served = { url: "https://127.0.0.1:1", identity: {} };

/** What facts come to around `during`: their values, or why they are missing. */
async function readAround(
  facts: readonly OwnFact[],
  during: () => Promise<void> | void = () => undefined,
  { url, identity }: Served = nowhere,
): Promise<Record<string, unknown>> {
  const cluster = {
    apiServer: url,
    namespace: "trial",
    identity,
    endpoints: [{ component: "kube-scheduler", url }],
  };
  const observer = ownFacts(facts)({ cluster } as unknown as ObservedTrial);
  await observer.begin();
  await during();
  const { own = [] } = await observer.end();
  return Object.fromEntries(own.map(({ id, value, missing }) => [id, value ?? missing]));
}

const fact = (id: string, unit: string, source: Partial<OwnFact>): OwnFact => ({
  id,
  unit,
  meaning: "of the test",
  file: "facts.yaml",
  ...source,
});
const metric = (from: MetricSource["from"], rest: Partial<MetricSource>): Partial<OwnFact> => ({
  metric: { from, name: "calls_total", labels: {}, how: "growth", ...rest },
});

/** A plain server that answers with one text after the other, the last one for ever. */
async function plainServer(...pages: readonly string[]): Promise<{ url: string; reads: () => number }> {
  let reads = 0;
  const server: Server = createServer((_request, response) => {
    response.end(pages[Math.min(reads, pages.length - 1)]);
    reads += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`, reads: () => reads };
}

test("metrics of an address: growth, rate, mean and value of the series with given labels", async () => {
  const page = (ok: number, bad: number, sum: number, count: number, limit: number): string =>
    `calls_total{code="200"} ${ok}\ncalls_total{code="429"} ${bad}\n` +
    `wait_seconds_bucket{le="+Inf"} ${count}\nwait_seconds_sum ${sum}\nwait_seconds_count ${count}\nlimit ${limit}\n`;
  const { url, reads } = await plainServer(page(5, 1, 2, 4, 8), page(25, 4, 8, 6, 9));
  const from = { url };
  const found = await readAround([
    fact("a.all", "calls", metric(from, {})),
    fact("a.refused", "calls", metric(from, { labels: { code: "429" } })),
    fact("a.other", "calls", metric(from, { labels: { code: "500" } })),
    fact("a.none", "calls", metric(from, { labels: { code: "500" }, absent: 0 })),
    fact("a.mean", "s", metric(from, { name: "wait_seconds", how: "mean" })),
    fact("a.limit", "calls", metric(from, { name: "limit", how: "value" })),
    fact("a.rate", "calls/s", metric(from, { how: "rate" })),
    fact("a.typo", "calls", metric(from, { name: "call_total" })),
  ]);
  expect(found).toMatchObject({
    "a.all": 23,
    "a.refused": 3,
    "a.other": 'no series calls_total{code="500"}; there are others of this name',
    "a.none": 0,
    "a.mean": 3,
    "a.limit": 9,
    "a.typo": "no metric call_total; did you mean calls_total?",
  });
  expect(found["a.rate"]).toBeGreaterThan(23);
  // Eight facts, one source.
  expect(reads()).toBe(2);
});

test("a component, pods behind the API server, their logs and an object's field", async () => {
  let reads = 0;
  const asked: string[] = [];
  const later = new Date(Date.now() + 60_000).toISOString();
  const answers: Readonly<Record<string, () => unknown>> = {
    "/metrics": () => `calls_total ${(reads += 10)}\n`,
    "/api/v1/namespaces/kube-system/pods": () => ({
      items: [{ metadata: { name: "one" } }, { metadata: { name: "two" } }],
    }),
    "/api/v1/namespaces/kube-system/pods/one:9962/proxy/metrics": () => `calls_total ${(reads += 1)}\n`,
    "/api/v1/namespaces/kube-system/pods/two:9962/proxy/metrics": () => `calls_total ${(reads += 1)}\n`,
    "/api/v1/namespaces/kube-system/pods/one/log": () =>
      `2020-01-01T00:00:00Z waited 9s\n${later} waited 1m1s\n`,
    "/api/v1/namespaces/kube-system/pods/two/log": () => `${later} waited 500ms\n`,
    "/api/v1": () => ({
      resources: [
        { name: "configmaps", kind: "ConfigMap", namespaced: true },
        { name: "configmaps/status", kind: "ConfigMap", namespaced: true },
      ],
    }),
    "/api/v1/namespaces/kube-system/configmaps/cni": () => ({
      data: { "rate.limit": "500m", mode: "overlay" },
    }),
  };
  const server = await standInServer((request, response) => {
    const [path = "", query = ""] = (request.url ?? "").split("?");
    asked.push(`${path}?${query}`);
    const answer = answers[path];
    if (answer === undefined) response.statusCode = 404;
    const body = answer?.() ?? "no such thing";
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  onTestFinished(() => {
    server.close();
  });
  const pods = { namespace: "kube-system", selector: "k8s-app=cni" };
  const log: LogSource = { from: { pods }, pattern: "waited (?<wait>\\S+)", take: "max" };
  const object: ObjectSource = {
    apiVersion: "v1",
    kind: "ConfigMap",
    namespace: "kube-system",
    name: "cni",
    path: ["data", "rate.limit"],
  };
  const found = await readAround(
    [
      fact("b.component", "calls", metric({ component: "kube-scheduler" }, {})),
      fact("b.elsewhere", "calls", metric({ component: "etcd" }, {})),
      fact("b.pods", "calls", metric({ pods: { ...pods, port: 9962, path: "/metrics" } }, {})),
      fact("b.wait", "s", { log }),
      fact("b.waits", "calls", { log: { ...log, take: "count" } }),
      fact("b.limit", "requests/s", { object }),
      fact("b.mode", "name", { object: { ...object, path: ["data", "mode"] } }),
      fact("b.field", "pods", { object: { ...object, path: ["data", "absent"] } }),
      fact("b.kind", "pods", { object: { ...object, kind: "Widget" } }),
      fact("b.object", "pods", { object: { ...object, name: "absent" } }),
    ],
    undefined,
    server,
  );
  expect(found).toEqual({
    "b.component": expect.any(Number) as number,
    "b.elsewhere": "the cluster has no etcd whose metrics can be reached",
    "b.pods": expect.any(Number) as number,
    "b.wait": 61,
    "b.waits": 2,
    "b.limit": 0.5,
    "b.mode": "overlay",
    "b.field": "it has no field data.absent",
    "b.kind": "the cluster has no Widget in v1",
    "b.object": `${server.url}/api/v1/namespaces/kube-system/configmaps/absent answered 404`,
  });
  expect(found["b.component"]).toBeGreaterThan(0);
  expect(found["b.pods"]).toBeGreaterThan(0);
  expect(asked.some((line) => line.includes("labelSelector=k8s-app%3Dcni"))).toBe(true);
  expect(asked.some((line) => line.includes("sinceTime=") && line.includes("limitBytes="))).toBe(true);
});

test("lines that a file gains: numbers and durations, counted, added up and compared", async () => {
  const folder = await mkdtemp(join(tmpdir(), "columbo-own-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "agent.log");
  await writeFile(file, "waited 99s before the trial\n");
  const log = (take: LogSource["take"], pattern = "waited (?<wait>\\S+) for"): Partial<OwnFact> => ({
    log: { from: { file }, pattern, take },
  });
  const found = await readAround(
    [
      fact("c.count", "lines", log("count")),
      fact("c.sum", "s", log("sum")),
      fact("c.mean", "s", log("mean")),
      fact("c.max", "s", log("max")),
      fact("c.last", "s", log("last")),
      fact("c.name", "name", log("last", "for (?<who>\\w+)")),
      fact("c.none", "s", log("max", "never (?<wait>\\d+)")),
      fact("c.nothing", "s", log("last", "never (?<wait>\\d+)")),
      fact("c.word", "s", log("sum", "for (?<who>\\w+)")),
      fact("c.pattern", "lines", log("count", "^(a+)+$")),
      fact("c.absent", "lines", {
        log: { from: { file: join(folder, "absent.log") }, pattern: "x", take: "count" },
      }),
      fact("c.device", "lines", { log: { from: { file: "/dev/zero" }, pattern: "x", take: "count" } }),
    ],
    async () => {
      await appendFile(file, `waited 1.5s for a\nwaited 250ms for b\nquiet\n${"a".repeat(5000)}!\n`);
    },
  );
  expect(found).toEqual({
    "c.count": 2,
    "c.sum": 1.75,
    "c.mean": 0.875,
    "c.max": 1.5,
    "c.last": 0.25,
    "c.name": "b",
    "c.none": 0,
    "c.nothing": "no line of the trial fits the pattern",
    "c.word": "a text of 1 characters was found where a number or a duration was expected",
    "c.pattern":
      "the pattern took longer than 1 s for 4 lines; write it without repetitions inside repetitions",
    "c.absent": `${join(folder, "absent.log")} cannot be read: ENOENT`,
    "c.device": "/dev/zero is no regular file",
  });
});

test("whatever goes wrong with an address is said without what follows its question mark", async () => {
  const { url } = await plainServer("x".repeat(33 * 1024 * 1024));
  const found = await readAround([
    fact("d.closed", "calls", metric({ url: "http://127.0.0.1:1/metrics?token=secret" }, {})),
    fact("d.large", "calls", metric({ url: `${url}?token=secret` }, {})),
    fact("d.ca", "calls", metric({ url: "https://127.0.0.1:1/", ca: "/absent.pem" }, {})),
  ]);
  expect(found).toEqual({
    "d.closed": "http://127.0.0.1:1/metrics could not be reached: ECONNREFUSED",
    "d.large": `${url} answered with more than 33554432 bytes`,
    "d.ca": "/absent.pem cannot be read: ENOENT",
  });
});

test("a server is checked against the authorities that were named, or the cluster's if told so", async () => {
  const server = await standInServer((_request, response) => {
    response.end("calls_total 1\n");
  });
  const folder = await mkdtemp(join(tmpdir(), "columbo-own-"));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  const ca = join(folder, "ca.pem");
  await writeFile(ca, server.identity.ca);
  const url = `${server.url}/metrics`;
  const found = await readAround(
    [
      fact("e.trusted", "calls", metric({ url, ca }, { how: "value" })),
      fact("e.cluster", "calls", metric({ url, identity: "cluster" }, { how: "value" })),
      fact("e.unknown", "calls", metric({ url }, { how: "value" })),
    ],
    undefined,
    server,
  );
  expect(found).toMatchObject({ "e.trusted": 1, "e.cluster": 1 });
  expect(found["e.unknown"]).toMatch(/could not be reached: .*(CERT|SIGN)/);
});
