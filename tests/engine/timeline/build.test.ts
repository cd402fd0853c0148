import { describe, expect, it } from "vitest";
import { points, stages, steps } from "../../../knowledge/index.ts";
import {
  buildTimeline,
  modelledStartOf,
  stageTimesOf,
  type SeenTrial,
  type Stamp,
} from "../../../engine/timeline/index.ts";
import { pathToNode } from "../../support/synthetic-stamps.ts";

const start = 1_764_000_000_000;
/** A mean of 0.5 s, which is what the pod below takes. */
const podStart = { minMs: 400, maxMs: 600 };
const pods = [{ name: "app-x", job: "app", node: "worker-1", containers: ["c"] }];

/** The pod's trial; a kwok node unless told otherwise. */
function seenOf(all: readonly Stamp[], change: Partial<SeenTrial> = {}): SeenTrial {
  return {
    startedAt: start,
    stamps: all,
    pods,
    kinds: new Map([["worker-1", "kwok"]]),
    podStart,
    level: "default",
    ...change,
  };
}

/** Stamps of one pod at these milliseconds after the start. */
function stamps(times: Readonly<Record<string, number>>): Stamp[] {
  return points.slice(1).flatMap(({ id, scope }): Stamp[] => {
    const ms = times[id];
    if (ms === undefined) return [];
    const object = scope === "job" ? { job: "app" } : { pod: "app-x" };
    const container = scope === "container" ? { container: "c" } : {};
    return [{ point: id, ...object, ...container, at: start + ms, source: "test", precision: 0.01 }];
  });
}

const path = { ...pathToNode, "running-reported": 626 };

describe("building a timeline", () => {
  it("has every point of the pipeline, and stages that add up to the whole", () => {
    const timeline = buildTimeline(seenOf(stamps(path)));
    const [container] = timeline.containers;
    const expected = points.filter(({ only }) => only === undefined || only === "some-clients");
    expect(Object.keys(container!.points)).toEqual(expected.map(({ id }) => id));
    expect(timeline.gaps).toEqual([]);
    const times = stageTimesOf(container!)!;
    expect(Object.values(times).reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(0.626, 9);
    expect(times.S1).toBeCloseTo(0.105, 9);
    expect(times.S3).toBeCloseTo(0.012, 9);
  });

  it("marks what the model of kwok nodes made, and only that", () => {
    const [container] = buildTimeline(seenOf(stamps(path))).containers;
    const modelled = Object.entries(container!.points).filter(([, point]) => point.modelled === true);
    expect(modelled.map(([id]) => id)).toEqual(["sandbox-ready", "container-running"]);
  });

  it("counts no more than the plan's own pod start as S5; what reporting takes beyond it is S6, and measured", () => {
    for (const [running, S5, measured] of [
      [526, 0.78 * 0.4, false],
      [726, 0.78 * 0.5, false],
      [4626, 0.78 * 0.5, true],
    ] as const) {
      const seen = stamps({ ...path, "running-reported": running });
      const [container] = buildTimeline(seenOf(seen)).containers;
      const times = stageTimesOf(container!)!;
      expect(times.S5).toBeCloseTo(S5, 9);
      expect(times.S6).toBeCloseTo((running - 126) / 1000 - S5, 9);
      expect(container!.points["container-running"]!.modelled === undefined).toBe(measured);
      expect(modelledStartOf(container!)!.to).toBeCloseTo(0.126 + S5 / 0.78, 9);
    }
  });

  it("has no modelled start where a kubelet runs", () => {
    const seen = stamps({ ...path, "sandbox-ready": 400, "container-running": 626 });
    const [container] = buildTimeline(seenOf(seen, { kinds: new Map([["worker-1", "real"]]) })).containers;
    expect(stageTimesOf(container!)!.S5).toBeCloseTo(0.274, 9);
    expect(modelledStartOf(container!)).toBeUndefined();
  });

  it("takes a delivery as proof that the object was stored", () => {
    const late = { ...path, "pod-stored": 130, "binding-stored": 140, "job-stored": 109 };
    const { containers, gaps } = buildTimeline(seenOf(stamps(late)));
    expect(gaps).toEqual([]);
    expect(containers[0]!.points["pod-stored"]!.seconds).toBeCloseTo(0.117, 9);
    expect(containers[0]!.points["binding-stored"]!.seconds).toBeCloseTo(0.126, 9);
    expect(containers[0]!.points["job-stored"]!.seconds).toBeCloseTo(0.105, 9);
  });

  it("leaves out and names a point that lies before its predecessor", () => {
    const { containers, gaps } = buildTimeline(seenOf(stamps({ ...path, "pod-binding": 60 })));
    expect(containers[0]!.points["pod-binding"]).toBeUndefined();
    expect(gaps).toEqual([
      { point: "pod-binding", containers: 1, why: "test shows it before pod-scheduling" },
    ]);
  });

  it("evens out what lies within the precision of both sources", () => {
    const times = { ...path, "pod-queued": 117.999, "pod-scheduling": 117.99 };
    const { containers, gaps } = buildTimeline(seenOf(stamps(times)));
    expect(gaps).toEqual([]);
    expect(containers[0]!.points["pod-scheduling"]!.seconds).toBe(
      containers[0]!.points["pod-queued"]!.seconds,
    );
  });

  it("names a missing source and counts the containers without it", () => {
    const { "job-unpacked": _, ...rest } = path;
    const timeline = buildTimeline(seenOf(stamps(rest)));
    expect(timeline.gaps).toEqual([{ point: "job-unpacked", containers: 1, why: "no source showed it" }]);
    expect(stageTimesOf(timeline.containers[0]!)).toBeUndefined();
  });

  it("believes the first source where two show a point, and the first event of one source", () => {
    const [first] = stamps({ "pod-received": 110 });
    const again = { ...first!, at: start + 108 };
    const other = { ...first!, source: "other", at: start + 50 };
    const timeline = buildTimeline(seenOf([...stamps(path), again, other]));
    expect(timeline.containers[0]!.points["pod-received"]!.seconds).toBeCloseTo(0.108, 9);
  });
});

describe("steps", () => {
  it("lead through all points without a gap and stay within their stage", () => {
    expect(steps.map(({ to }) => to)).toEqual(points.slice(1).map(({ id }) => id));
    for (const stage of stages) {
      const own = steps.filter((step) => step.stage === stage.id);
      expect(own[0]!.from).toBe(stage.from);
      expect(own.at(-1)!.to).toBe(stage.to);
    }
  });
});
