import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { containerLog } from "../../../engine/observe/container-log.ts";
import { firstLineAt } from "../../../engine/observe/first-line.ts";
import type { ObservedTrial, SeenPod } from "../../../engine/observe/observer.ts";
import type { ClusterNode } from "../../../provisioners/index.ts";
import { standInServer } from "../../support/api-server.ts";

const time = (second: number): number => Date.UTC(2026, 10, 25, 12, 28, second) + 0.001234;
const line = (second: number): string =>
  `2026-11-25T12:28:${String(second).padStart(2, "0")}.000001234Z stdout F started\n`;

async function folderWith(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-container-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

test.each([
  ["is the first of its file", { "0.log": line(1) + line(2) }, 1],
  ["is cut in its text", { "0.log": line(1).slice(0, 40) }, 1],
  [
    "was rotated away",
    { "0.log": line(9), "0.log.20261125-122802": line(2), "0.log.20261125-122801": line(1) },
    1,
  ],
  ["was rotated and compressed", { "0.log": line(9), "0.log.20261125-122801.gz": gzipSync(line(1)) }, 1],
  ["is of the first start", { "0.log": line(1), "1.log": line(0) }, 1],
])("the first line of a container counts that %s", async (_name, files, second) => {
  expect(await firstLineAt(await folderWith(files))).toBeCloseTo(time(second), 5);
});

test.each([
  ["no file", {}],
  ["an empty file", { "0.log": "" }],
  ["a line that was cut in its time", { "0.log": "2026-11-25T12:2" }],
])("%s shows nothing", async (_name, files) => {
  expect(await firstLineAt(await folderWith(files))).toBeUndefined();
});

test("logs are read from the node's folder, or through the API where it is elsewhere, not on played nodes", async () => {
  const asked: (string | undefined)[] = [];
  const server = await standInServer((request, response) => {
    asked.push(request.url);
    if (request.url?.includes("/pods/silent/") === true) response.writeHead(404).end("no such container");
    else response.end(line(5).slice(0, 40));
  });
  onTestFinished(() => {
    server.close();
  });
  const { url, identity } = server;
  const podLogs = await folderWith({ "columbo_near_uid-1/app-1/0.log": line(3) });
  const nodes: readonly ClusterNode[] = [
    { name: "here", kind: "real", podLogs },
    { name: "there", kind: "existing" },
    { name: "played", kind: "kwok" },
  ];
  const pod = (name: string, node: string): SeenPod => ({
    name,
    job: "j",
    uid: "uid-1",
    node,
    containers: ["app-1"],
  });
  const cluster = { apiServer: url, identity, namespace: "columbo", nodes };
  const observer = containerLog.observe({ cluster } as unknown as ObservedTrial);
  await observer.begin();
  const { stamps, unseen } = await observer.end([
    pod("near", "here"),
    pod("far", "there"),
    pod("silent", "there"),
    pod("unreal", "played"),
  ]);
  expect(
    stamps!.toSorted((a, b) => a.at - b.at).map(({ point, pod, container }) => [point, pod, container]),
  ).toEqual([
    ["container-running", "near", "app-1"],
    ["container-running", "far", "app-1"],
  ]);
  expect(asked.toSorted()).toEqual([
    "/api/v1/namespaces/columbo/pods/far/log?container=app-1&timestamps=true&limitBytes=64",
    "/api/v1/namespaces/columbo/pods/silent/log?container=app-1&timestamps=true&limitBytes=64",
  ]);
  expect(unseen).toHaveLength(1);
  expect(unseen![0]!.why).toMatch(/^1 of 3 logs could not be read: .* answered 404: no such container$/);
});
