import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAuditTail } from "../../../provisioners/local/audit-tail.ts";
import { parseControllerMetrics } from "../../../provisioners/local/controller-metrics.ts";
import { isSchedulable } from "../../../provisioners/local/nodes.ts";
import { parseSchedulerPods } from "../../../provisioners/local/scheduler-metrics.ts";
import { lastWords, lineMeaning } from "../../../provisioners/local/last-words.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-readings-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("the controllers' metrics: queues of the Job path, and all requests", () => {
  const text = `# TYPE workqueue_depth gauge
workqueue_adds_total{name="job"} 12
workqueue_work_duration_seconds_count{name="job"} 10
workqueue_adds_total{name="deployment"} 7
workqueue_adds_total{name="job_orphan_pod"} 5
workqueue_work_duration_seconds_count{name="job_orphan_pod"} 5
workqueue_adds_total{name="garbage_collector_graph_changes"} 1
workqueue_retries_total{name="job"} 40
workqueue_retries_total{name="node"} 3
rest_client_requests_total{code="200",host="127.0.0.1:1",method="GET"} 10
rest_client_requests_total{code="201",host="127.0.0.1:1",method="POST"} 1.2e+02
`;
  expect(parseControllerMetrics(text)).toEqual({ busy: 3, jobsPutOff: 40, requests: 130 });
});

test("the scheduler's pods, by the metric's name of today and of older releases", () => {
  const sample = (name: string) => `${name}{type="assumed_pods"} 1\n${name}{type="pods"} 1600\n`;
  expect(parseSchedulerPods(sample("scheduler_cache_size"))).toBe(1600);
  expect(parseSchedulerPods(sample("scheduler_scheduler_cache_size"))).toBe(1600);
});

describe("a log's last words", () => {
  test("are the message and the error of a structured line", () => {
    expect(lineMeaning('{"ts":1,"msg":"command failed","err":"no such flag"}')).toBe(
      "command failed: no such flag",
    );
    const line = 'time="2026-11-25T12:00:00Z" level=error msg="failed to \\"run\\"" error="no space"';
    expect(lineMeaning(line)).toBe('failed to "run": no space');
    expect(lineMeaning('{"msg":"mounted pod \\"a\\" \\n","err":""}')).toBe('mounted pod "a"');
    expect(lineMeaning("panic: oops")).toBe("panic: oops");
    expect(lineMeaning("x".repeat(1000))).toHaveLength(303);
  });

  test("are found at the end of a long log, and missed in none", async () => {
    const path = join(folder, "component.log");
    await writeFile(path, `${"line\n".repeat(10_000)}the last\n\n`);
    expect(await lastWords(path)).toBe("the last");
    expect(await lastWords(join(folder, "missing.log"))).toBe("no log");
  });
});

describe("the audit log's tail", () => {
  const line = (verb: string, second: number, padding = "") =>
    JSON.stringify({
      verb,
      user: { username: "columbo" },
      objectRef: { resource: "pods", subresource: "binding" },
      requestReceivedTimestamp: `2026-01-01T00:00:0${second}.250000Z`,
      stageTimestamp: `2026-01-01T00:00:0${second}.500000Z`,
      padding,
    });
  const at = (second: number) => Date.UTC(2026, 0, 1, 0, 0, second);

  test("holds whole lines of writes", async () => {
    const path = join(folder, "audit.log");
    await writeFile(path, `${line("create", 1)}\n${line("get", 2)}\n${line("create", 3)}\n{"verb":"cre`);
    expect(await readAuditTail(path)).toEqual({
      from: 0,
      writes: [1, 3].map((second) => ({
        user: "columbo",
        resource: "pods/binding",
        receivedAt: at(second) + 250,
        answeredAt: at(second) + 500,
      })),
    });
  });

  test("says from when on it is complete", async () => {
    const path = join(folder, "long.log");
    const padding = "x".repeat(1_500_000);
    await writeFile(path, [1, 2, 3].map((second) => `${line("create", second, padding)}\n`).join(""));
    const { writes, from } = await readAuditTail(path);
    expect(writes).toHaveLength(1);
    expect(from).toBe(at(3) + 500);
  });
});

test("pods can be placed on a node that is Ready and has no taint", () => {
  const ready = { conditions: [{ type: "Ready", status: "True" }] };
  expect(isSchedulable({ spec: {}, status: ready })).toBe(true);
  expect(isSchedulable({ spec: { taints: [{}] }, status: ready })).toBe(false);
  expect(isSchedulable({ spec: {}, status: {} })).toBe(false);
});
