import { expect, test } from "vitest";
import type { Plan } from "../../../experiments/index.ts";
import {
  buildTimeline,
  coveragePercentOf,
  deploymentSecondsOf,
  readySecondsOf,
  stageTimesOf,
  stepsOf,
} from "../../../engine/timeline/index.ts";
import { realPath, realPod, seenTrial, stampsOf } from "../../support/synthetic-stamps.ts";

const probe = { exec: { command: ["/probe"] } };
const plan = {
  nodes: [{ name: "real-1", kind: "real" }],
  workload: { pod: { spec: { containers: [{ readinessProbe: probe }] } } },
} as unknown as Plan;
const pod = { ...realPod, node: "real-1" };

/** A pod that the API says is ready at this time. */
const timelineOf = (ready: number | undefined, reported = 1100) => {
  const times = { ...realPath, "running-reported": reported, "container-ready": ready };
  return buildTimeline({ ...seenTrial(stampsOf(pod, times), [pod]), probed: true });
};

test("a deployment with a readiness probe ends when the last container is ready, and its parts add up", () => {
  const timeline = timelineOf(9600);
  const [last] = timeline.containers;
  expect(timeline.gaps).toEqual([]);
  expect(deploymentSecondsOf(timeline)).toBeCloseTo(9.6);
  const stages = Object.values(stageTimesOf(last!)!).reduce((sum, seconds) => sum + seconds, 0);
  expect(stages + readySecondsOf(last!)!).toBeCloseTo(9.6);
  const rows = stepsOf(timeline, plan);
  expect(coveragePercentOf(rows)).toBe(100);
  expect(rows.at(-1)).toMatchObject({ from: "running-reported", to: "container-ready", last: 8.5 });
});

test("an application that is ready before its first word was awaited no longer than that", () => {
  const timeline = timelineOf(603, 602);
  expect(timeline.gaps).toEqual([]);
  expect(readySecondsOf(timeline.containers[0]!)).toBe(0);
});

test("readiness that nobody saw is a gap, and the deployment lasted until the container ran", () => {
  const timeline = timelineOf(undefined);
  expect(timeline.gaps).toMatchObject([{ point: "container-ready", containers: 1 }]);
  expect(deploymentSecondsOf(timeline)).toBeCloseTo(0.605);
});
