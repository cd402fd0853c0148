import { describe, expect, it } from "vitest";
import type { ContainerTimeline } from "../../../engine/store/stored-run.ts";
import { passing, sampled, spansOf } from "../../../reports/document/spans.ts";

const at = (seconds: number): { seconds: number; source: string; precision: number } => ({
  seconds,
  source: "test",
  precision: 0,
});

const container: ContainerTimeline = {
  job: "j",
  pod: "p",
  container: "c",
  points: {
    "job-enqueued": at(1),
    "job-unpacked": at(2),
    "pod-scheduling": at(5),
    "pod-delivered": at(6),
    "sandbox-ready": { ...at(7), modelled: true },
    "container-running": at(9),
  },
};

describe("stretches of a container's way", () => {
  it("are the stages without a gap, from the client's start on", () => {
    const spans = spansOf(container);
    expect(spans.map(({ stage, from, to }) => [stage, from, to])).toEqual([
      ["S1", 0, 1],
      ["S2", 1, 2],
      ["S3", 2, 5],
      ["S4", 5, 6],
      ["S5", 6, 7],
      ["S6", 7, 9],
    ]);
  });

  it("are modelled where one of their ends is", () => {
    expect(spansOf(container).map(({ modelled }) => modelled)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it("do not guess a missing boundary", () => {
    const { "pod-scheduling": _missing, ...points } = container.points;
    const spans = spansOf({ ...container, points });
    expect(spans.map(({ stage, from, to }) => [stage, from, to])).toContainEqual(["unseen", 2, 6]);
    expect(spans.map(({ stage }) => stage)).not.toContain("S3");
  });
});

it("samples evenly and keeps both ends", () => {
  const items = Array.from({ length: 1600 }, (_, index) => index);
  const few = sampled(items, 200);
  expect(few).toHaveLength(200);
  expect([few[0], few.at(-1)]).toEqual([0, 1599]);
  expect(new Set(few).size).toBe(200);
  expect(sampled([1, 2], 200)).toEqual([1, 2]);
});

it("tells when the first, the middle and the last were through a stage", () => {
  const all = [3, 1, 2].map((seconds) => ({ ...container, points: { "pod-scheduling": at(seconds) } }));
  expect(passing(all, "pod-scheduling")).toEqual({ first: 1, middle: 2, last: 3 });
  expect(passing(all, "container-running")).toBeUndefined();
});
