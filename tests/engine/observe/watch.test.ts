import type { ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { connectTo } from "../../../engine/observe/api-request.ts";
import type { LiveCounts, ObservedTrial } from "../../../engine/observe/observer.ts";
import { podWatch } from "../../../engine/observe/pod-watch.ts";
import { watch } from "../../../engine/observe/watch.ts";
import { standInServer } from "../../support/api-server.ts";

/** A server that lists nothing and leaves every watch to `follow`. */
async function watched(follow: (response: ServerResponse, connection: number) => void) {
  let connections = 0;
  const server = await standInServer((request, response) => {
    if (request.url?.includes("watch=1") === true) {
      connections += 1;
      follow(response, connections);
    } else response.end('{"metadata":{"resourceVersion":"7"},"items":[]}');
  });
  onTestFinished(() => {
    server.close();
  });
  return server;
}

test("a watch that the server ends at once is taken up again, each time after a longer pause", async () => {
  const times: number[] = [];
  const seen = Promise.withResolvers<string>();
  const { url, identity } = await watched((response, connection) => {
    times.push(performance.now());
    response.end(connection <= 4 ? "" : '{"type":"ADDED","object":{}}\n');
  });
  const connection = connectTo({ identity });
  const following = await watch({
    connection,
    url: `${url}/pods?labelSelector=x`,
    onLine: ({ text }) => {
      seen.resolve(text);
    },
    onBroken: seen.reject,
  });
  expect(await seen.promise).toContain("ADDED");
  following.stop();
  connection.destroy();
  const pauses = times.slice(1).map((time, index) => time - times[index]!);
  for (const [index, least] of [50, 100, 200, 400].entries())
    expect(pauses[index]).toBeGreaterThanOrEqual(least - 2);
});

/** One line of a watch; with a node the pod's only container is in `state` there. */
function podLine(type: string, name: string, node?: string, state?: object): string {
  const containerStatuses = [{ name: "app-1", state }];
  return `${JSON.stringify({
    type,
    object: {
      metadata: { name, labels: { "batch.kubernetes.io/job-name": "t" } },
      spec: { containers: [{ name: "app-1" }], ...(node === undefined ? {} : { nodeName: node }) },
      ...(state === undefined ? {} : { status: { containerStatuses } }),
    },
  })}\n`;
}

/** What the pod watch brings when it has heard these lines, in which all of so many containers come to run. */
async function heard(containers: number, lines: readonly string[]) {
  const { url, identity } = await watched((response) => {
    response.write(lines.join(""));
  });
  const all = Promise.withResolvers<undefined>();
  const counts: LiveCounts = { created: 0, bound: 0, running: 0 };
  const observer = podWatch({
    cluster: {
      apiServer: url,
      identity,
      namespace: "trial",
      nodes: [{ name: "worker-1", kind: "kwok" }],
    },
    trial: "t",
    containers,
    counts,
    allRunning: () => {
      all.resolve(undefined);
    },
    broken: all.reject,
  } as unknown as ObservedTrial);
  await observer.begin();
  await all.promise;
  return { counts, ...(await observer.end()) };
}

test("containers that have ended before anybody saw them running have run", async () => {
  const { stamps, counts } = await heard(1, [
    podLine("ADDED", "t-1"),
    podLine("MODIFIED", "t-1", "worker-1", { terminated: { exitCode: 0 } }),
  ]);
  expect(stamps!.map(({ point, late }) => `${point}${late === true ? " at the latest" : ""}`)).toEqual([
    "job-unpacked at the latest",
    "pod-received at the latest",
    "pod-stored at the latest",
    "binding-received at the latest",
    "binding-stored at the latest",
    "pod-delivered",
    "container-running",
    "running-reported",
  ]);
  expect(counts).toEqual({ created: 1, bound: 1, running: 1 });
});

test("a pod counts once, however many versions of it are shown", async () => {
  const { counts } = await heard(1, [
    podLine("ADDED", "t-1"),
    podLine("ADDED", "t-2"),
    podLine("ADDED", "t-1"),
    podLine("MODIFIED", "t-1", "worker-1"),
    podLine("MODIFIED", "t-1", "worker-1", { waiting: { reason: "ContainerCreating" } }),
    podLine("MODIFIED", "t-1", "worker-1", { running: {} }),
    podLine("MODIFIED", "t-1", "worker-1", { running: {} }),
  ]);
  expect(counts).toEqual({ created: 2, bound: 1, running: 1 });
});
