import { expect, test } from "vitest";
import { plainListener } from "../../../../engine/cli/progress/plain.ts";
import type { RunEvent } from "../../../../engine/events.ts";

const trial = (elapsedSeconds: number, expectedSeconds?: number): RunEvent => ({
  type: "trial",
  label: "baseline-1",
  containers: 60,
  counts: { created: 30, bound: 20, running: 10 },
  elapsedSeconds,
  ...(expectedSeconds === undefined ? {} : { expectedSeconds }),
});

function linesFor(...events: readonly RunEvent[]): readonly string[] {
  const lines: string[] = [];
  const listener = plainListener((line) => lines.push(line));
  for (const event of events) listener.emit(event);
  listener.close();
  return lines;
}

test("phases stand out, what belongs to them is indented", () => {
  expect(
    linesFor(
      { type: "phase", text: "Baseline: 60 containers" },
      { type: "step", text: "running trial baseline-1" },
      { type: "note", text: "kube-api-qps 10 -> 30" },
      { type: "trial-done", label: "baseline-1", deploymentSeconds: 6.1234 },
    ),
  ).toEqual([
    "Baseline: 60 containers",
    "  running trial baseline-1",
    "  kube-api-qps 10 -> 30",
    "  baseline-1: 6.12 s",
  ]);
});

test("a trial is heard of every ten seconds, and each trial anew", () => {
  const every = [0.2, 5, 9.9, 10.1, 15, 20, 20.2].map((seconds) => trial(seconds));
  const done: RunEvent = { type: "trial-done", label: "baseline-1", deploymentSeconds: 21 };
  const line = "  baseline-1: pods created 30, bound 20, containers running 10/60,";
  expect(linesFor(...every, done, trial(0.2), trial(10, 12.34))).toEqual([
    `${line} 10.1 s`,
    `${line} 20.2 s`,
    "  baseline-1: 21.00 s",
    `${line} 10.0 s of about 12.3 s`,
  ]);
  // A trial that failed says nothing at its end; the next one begins at 0 all the same.
  expect(linesFor(trial(100), trial(0.2), trial(10))).toEqual([`${line} 100.0 s`, `${line} 10.0 s`]);
});
