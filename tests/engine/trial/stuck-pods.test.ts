import { expect, test } from "vitest";
import { stuckPods } from "../../../engine/trial/stuck-pods.ts";
import type { PointId } from "../../../knowledge/index.ts";
import type { ContainerTimeline } from "../../../engine/timeline/index.ts";

const at = { seconds: 1, source: "s", precision: 0 };
const container = (pod: string, ...points: readonly PointId[]): ContainerTimeline => ({
  job: "t",
  pod,
  container: "app-1",
  points: Object.fromEntries(points.map((point) => [point, at])),
});
const timeline = (...containers: readonly ContainerTimeline[]) => ({ startedAt: 0, containers, gaps: [] });
const warning = (time: number, reason: string, object: string, message: string) => ({
  at: time,
  reason,
  object,
  message,
});

test("each container hangs in the step after its last point, and no reason is told twice", () => {
  const said = stuckPods(
    timeline(
      container("t-runs", "container-running"),
      container("t-reported", "running-reported"),
      container("t-1", "pod-stored", "sandbox-ready"),
      container("t-2", "pod-stored", "sandbox-ready"),
      container("t-3", "pod-stored", "pod-scheduling"),
    ),
    [
      warning(1, "FailedScheduling", "t-3", "0/1 nodes"),
      warning(2, "Failed", "t-1", "Error: ImagePullBackOff"),
      warning(3, "BackOff", "other-1", "not of this trial"),
      warning(4, "ImagePullBackOff", "t-1", "Back-off"),
      warning(5, "ImagePullBackOff", "t-2", "Back-off, again"),
      warning(6, "Unschedulable", "t-3", "0/1 nodes"),
    ],
  );
  expect(said).toBe(
    "3 containers hang, for example of pod t-1: 1 in S4 (filter, score, reserve, permit), 2 in S6 (image is looked up or pulled)" +
      "; the cluster says of t-2: ImagePullBackOff: Back-off, again; the cluster says of t-3: FailedScheduling: 0/1 nodes",
  );
});

test("nothing is said of a trial whose containers all run", () => {
  expect(stuckPods(timeline(container("t-1", "container-running")), [])).toBeUndefined();
});
