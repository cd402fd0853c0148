import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchClock } from "../../../engine/trial/clock-watch.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const clock = { steady: 1000, wall: 5_000_000 };
  const steps: number[] = [];
  const watch = watchClock({ wall: () => clock.wall, steady: () => clock.steady }, (seconds) =>
    steps.push(seconds),
  );
  const pass = (ms: number): void => {
    clock.steady += ms;
    clock.wall += ms;
    vi.advanceTimersByTime(ms);
  };
  return { clock, steps, watch, pass };
}

test("a clock that only runs is no step, however long", () => {
  const { clock, steps, watch, pass } = watched();
  for (let second = 0; second < 60; second += 1) pass(1000);
  clock.wall += 40;
  watch.check();
  expect(steps).toEqual([]);
  watch.stop();
});

test.each([2000, -2000])("a step of %d ms is told once, while the trial runs", (step) => {
  const { clock, steps, watch, pass } = watched();
  pass(1000);
  clock.wall += step;
  pass(300);
  pass(1000);
  clock.wall -= step;
  watch.check();
  expect(steps).toEqual([step / 1000]);
  watch.stop();
});

test("a step right before the end is found by the last look", () => {
  const { clock, steps, watch } = watched();
  clock.wall += 60;
  watch.check();
  expect(steps).toEqual([0.06]);
  watch.stop();
  vi.advanceTimersByTime(1000);
});

test("a machine too busy to read both clocks at once is not accused", () => {
  let steady = 0;
  const steps: number[] = [];
  const busy = { wall: () => 5_000_000, steady: () => (steady += 100) };
  const watch = watchClock(busy, (seconds) => steps.push(seconds));
  watch.check();
  expect(steps).toEqual([]);
  watch.stop();
});
