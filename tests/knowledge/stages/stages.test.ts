import { expect, test } from "vitest";
import { comparePoints, points, stageOf, stages, steps } from "../../../knowledge/index.ts";

test("the stages follow one another without a gap, from the first point to the last", () => {
  expect(stages.map(({ id }) => id)).toEqual(["S1", "S2", "S3", "S4", "S5", "S6"]);
  expect(stages[0]?.from).toBe(points[0]?.id);
  expect(stages.at(-1)?.to).toBe("container-running");
  for (const [index, stage] of stages.entries()) {
    expect(comparePoints(stage.from, stage.to)).toBeLessThan(0);
    if (index > 0) expect(stage.from).toBe(stages[index - 1]?.to);
    expect(stageOf(stage.id)).toBe(stage);
  }
});

test("every step lies within its stage", () => {
  expect(steps).toHaveLength(points.length - 1);
  for (const [index, step] of steps.entries()) {
    expect(step.number).toBe(index + 1);
    if (step.stage === undefined) {
      expect(comparePoints(step.from, "container-running")).toBeGreaterThanOrEqual(0);
      continue;
    }
    const stage = stageOf(step.stage);
    expect(comparePoints(stage.from, step.from)).toBeLessThanOrEqual(0);
    expect(comparePoints(step.to, stage.to)).toBeLessThanOrEqual(0);
  }
});
