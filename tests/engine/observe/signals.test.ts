import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { auditLog, microTime } from "../../../engine/observe/audit-log.ts";
import { stampsOf, timeInEventName, warningOf } from "../../../engine/observe/event-watch.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { parseSamples, seriesKey } from "../../../engine/observe/prometheus-text.ts";

describe("times in signals", () => {
  it("keeps the microseconds of an audit time stamp", () => {
    expect(microTime("2026-11-25T08:00:00.123456Z")).toBeCloseTo(Date.UTC(2026, 10, 25, 8) + 123.456, 3);
    expect(microTime("2026-11-25T08:00:00.123000Z")).toBe(Date.UTC(2026, 10, 25, 8) + 123);
  });

  it("reads the nanoseconds at the end of an event's name", () => {
    const at = 1_764_057_600_123_456_789n;
    expect(timeInEventName(`app-1-x7kqp.${at.toString(16)}`)).toBeCloseTo(1_764_057_600_123.456, 3);
    expect(timeInEventName("550e8400-e29b-41d4-a716-446655440000")).toBeUndefined();
  });
});

describe("Prometheus text", () => {
  it("keeps every part of a labelled histogram, escapes and infinities", () => {
    const samples = parseSamples(
      [
        "# HELP d Seconds.",
        "# TYPE d histogram",
        'd_bucket{verb="POST",le="0.1"} 3',
        'd_bucket{verb="POST",le="+Inf"} 4',
        'd_sum{verb="POST"} 1.5e-3',
        'd_count{verb="POST"} 4',
        'path{p="a\\\\b\\"c\\nd",q="x=1,y=2"} +Inf',
        "plain 7 1764000000000",
        "",
      ].join("\n"),
    );
    expect(samples).toEqual([
      { name: "d_bucket", labels: { verb: "POST", le: "0.1" }, value: 3 },
      { name: "d_bucket", labels: { verb: "POST", le: "+Inf" }, value: 4 },
      { name: "d_sum", labels: { verb: "POST" }, value: 0.0015 },
      { name: "d_count", labels: { verb: "POST" }, value: 4 },
      { name: "path", labels: { p: 'a\\b"c\nd', q: "x=1,y=2" }, value: Number.POSITIVE_INFINITY },
      { name: "plain", labels: {}, value: 7 },
    ]);
    expect(seriesKey({ name: "m", labels: { b: "2", a: "1" }, value: 0 })).toBe("m{a=1,b=2}");
  });
});

async function log(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-tail-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "audit.log");
}

describe("audit log", () => {
  it("takes a read of a Job for the client's only when it came before the Job", async () => {
    const path = await log();
    const line = (verb: string, second: number, name: string, user: string): string =>
      JSON.stringify({
        verb,
        user: { username: user },
        objectRef: { resource: "jobs", namespace: "trial", name },
        requestReceivedTimestamp: `2026-11-25T08:00:0${second}.000000Z`,
        stageTimestamp: `2026-11-25T08:00:0${second}.001000Z`,
        responseStatus: { code: 200 },
      });
    const cluster = { namespace: "trial", logs: [{ source: "audit", path }] };
    const observer = auditLog.observe({ cluster } as unknown as ObservedTrial);
    await writeFile(path, "");
    await observer.begin();
    await appendFile(
      path,
      [
        line("get", 1, "a", "columbo"),
        line("create", 2, "a", "columbo"),
        line("get", 3, "a", "somebody"),
        line("create", 4, "b", "columbo"),
        line("get", 5, "b", "somebody"),
        line("create", 6, "c", "columbo").slice(0, -20),
        "",
      ].join("\n"),
    );
    const { stamps, requests } = await observer.end();
    expect(requests).toHaveLength(5);
    expect(stamps!.map(({ point, job }) => `${point} ${job}`)).toEqual([
      "job-read a",
      "job-received a",
      "job-stored a",
      "job-received b",
      "job-stored b",
    ]);
  });
});

describe("warnings", () => {
  const line = (type: string, name: string): { readonly at: number; readonly text: string } => ({
    at: 5,
    text: JSON.stringify({
      type: "ADDED",
      object: { metadata: { name: "e" }, type, reason: "R", message: "m", involvedObject: { name } },
    }),
  });

  it("are those about the trial's own Jobs and pods", () => {
    const warning = { at: 5, reason: "R", message: "m" };
    expect(warningOf(line("Warning", "change-1"), "change-1")).toEqual([{ ...warning, object: "change-1" }]);
    expect(warningOf(line("Warning", "change-1-x7"), "change-1")).toEqual([
      { ...warning, object: "change-1-x7" },
    ]);
    expect(warningOf(line("Warning", "change-10"), "change-1")).toEqual([]);
    expect(warningOf(line("Normal", "change-1"), "change-1")).toEqual([]);
  });
});

describe("events' names", () => {
  const at = Date.UTC(2026, 10, 25, 12, 28, 28, 288) + 0.866;
  const line = (reason: string, involvedObject: object): { readonly at: number; readonly text: string } => ({
    at: 5,
    text: JSON.stringify({
      type: "ADDED",
      object: {
        metadata: { name: `t-1.${(BigInt(Math.round(at * 1000)) * 1000n + 5n).toString(16)}` },
        type: "Normal",
        reason,
        involvedObject,
      },
    }),
  });
  const app = { name: "t-1", fieldPath: "spec.containers{app-1}" };

  it.each([
    ["Pulled", "image-ready"],
    ["Created", "container-created"],
    ["Started", "container-started"],
  ])("of reason %s show %s", (reason, point) => {
    const [stamp, sandbox] = stampsOf(line(reason, app), "t");
    expect(stamp).toMatchObject({ point, pod: "t-1", container: "app-1", source: "event names" });
    expect(stamp!.at).toBeCloseTo(at, 3);
    expect(sandbox).toMatchObject({ point: "sandbox-ready", pod: "t-1", late: true });
  });

  it("show the binding late, and nothing of other objects or reasons", () => {
    expect(stampsOf(line("Scheduled", { name: "t-1" }), "t")).toMatchObject([
      { point: "binding-received", late: true },
      { point: "binding-stored", late: true },
    ]);
    expect(stampsOf(line("Pulled", { ...app, name: "other" }), "t")).toEqual([]);
    expect(stampsOf(line("Killing", app), "t")).toEqual([]);
  });

  it.each([
    ["Pulled", "spec.initContainers{app-1}"],
    ["Pulling", "spec.containers{app-1}"],
  ])("of reason %s about %s show only that the sandbox is ready", (reason, fieldPath) => {
    expect(stampsOf(line(reason, { ...app, fieldPath }), "t")).toMatchObject([
      { point: "sandbox-ready", pod: "t-1", late: true },
    ]);
  });

  it("of a controller show the pod that it names, and none when several are combined", () => {
    const created = (message: string, job = "t") => {
      const { at: seen, text } = line("SuccessfulCreate", { name: job });
      const { object, ...rest } = JSON.parse(text) as { readonly object: object };
      return { at: seen, text: JSON.stringify({ ...rest, object: { ...object, message } }) };
    };
    const shown = [
      { point: "job-unpacked", job: "t", late: true },
      { point: "pod-received", pod: "t-1", late: true },
      { point: "pod-stored", pod: "t-1", late: true },
    ];
    expect(stampsOf(created("Created pod: t-1"), "t")).toMatchObject(shown);
    // Of a rollout only the pods' names are known.
    expect(stampsOf(created("Created pod: t-1"), new Set(["t-1"]))).toMatchObject(shown);
    expect(stampsOf(created("Created pod: t-1", "other"), new Set(["t-2"]))).toEqual([]);
    expect(stampsOf(created("(combined from similar events): Created pod: t-2"), "t")).toEqual([]);
  });
});
