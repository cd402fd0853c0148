import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { controllerManagerLog } from "../../../engine/observe/controller-manager-log.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";

const job = '"logger":"job-controller","caller":"job/job_controller.go:619"';
const received = `{"ts":1795609705637.1,${job},"msg":"enqueueing job","v":2,"key":"columbo/t","delay":"0s"}`;
const creating = `{"ts":1795609705642.8887,${job},"msg":"Too few pods running","v":4,"key":"columbo/t","need":100,"creating":100}`;
const again = `{"ts":1795609710642.8887,${job},"msg":"Too few pods running","v":4,"key":"columbo/t","need":100,"creating":7}`;
const finished = `{"ts":1795609710642.6,${job},"msg":"Finished syncing job","v":4,"key":"columbo/t","elapsed":"4.999875s"}`;
const later = `{"ts":1795609712642.6,${job},"msg":"Finished syncing job","v":4,"key":"columbo/t","elapsed":"25.458µs"}`;
const other = `{"ts":1795609705636.1,${job},"msg":"enqueueing job","v":2,"key":"kube-system/t","delay":"0s"}`;
const waited = (ts: number, v: number): string =>
  `{"ts":${ts},"caller":"rest/request.go:683","msg":"Waited before sending request","v":${v},"delay":"1.099929ms","reason":"client-side throttling, not priority and fairness","verb":"POST","URL":"https://127.0.0.1:1/x"}`;

async function observed() {
  const folder = await mkdtemp(join(tmpdir(), "columbo-kcm-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "kcm.log");
  await writeFile(path, "");
  const cluster = { namespace: "columbo", logs: [{ source: "kube-controller-manager", path }] };
  return { path, observer: controllerManagerLog.observe({ cluster } as unknown as ObservedTrial) };
}

const pods = [{ name: "t-1", job: "t", containers: ["app-1"] }];

test("the first pass over a Job began as long before its end as it took, and every pass that creates is kept", async () => {
  const { path, observer } = await observed();
  await observer.begin();
  const lines = [other, received, waited(1, 3), waited(1.01, 2), creating, finished, again, later];
  await appendFile(path, `${lines.join("\n")}\n`);
  const { stamps, syncs, waits } = await observer.end(pods);
  expect(stamps!.map(({ point, job: of, at }) => [point, of, at])).toEqual([
    ["job-enqueued", "t", 1795609705637.1],
    ["job-unpacked", "t", 1795609705642.8887],
    ["job-syncing", "t", 1795609710642.6 - 4999.875],
  ]);
  expect(syncs).toEqual([
    { job: "t", at: 1795609705642.8887, creating: 100 },
    { job: "t", at: 1795609710642.8887, creating: 7 },
  ]);
  expect(waits).toHaveLength(1);
});

test("the end of the first pass is waited for, since it comes after the last pod", async () => {
  const { path, observer } = await observed();
  await observer.begin();
  await appendFile(path, `${received}\n${creating}\n`);
  setTimeout(() => void appendFile(path, `${finished}\n`), 150);
  const { stamps } = await observer.end(pods);
  expect(stamps!.map(({ point }) => point)).toContain("job-syncing");
});

test("a pass begins before its creations, also where its last line was stamped late", async () => {
  const { path, observer } = await observed();
  await observer.begin();
  await appendFile(path, `${received}\n${creating}\n${finished.replace("10642.6", "10742.6")}\n`);
  const { stamps } = await observer.end(pods);
  expect(stamps!.find(({ point }) => point === "job-syncing")!.at).toBe(1795609705642.8887);
});
