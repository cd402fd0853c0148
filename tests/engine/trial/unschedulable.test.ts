import { expect, test } from "vitest";
import { mayFitLater, nodeReasons } from "../../../engine/trial/unschedulable.ts";

const preemption =
  "preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.";

test.each([
  [
    `0/4 nodes are available: 1 node(s) had untolerated taint {gpu: yes}, 3 Insufficient cpu. ${preemption}`,
    [
      { nodes: 1, text: "node(s) had untolerated taint {gpu: yes}" },
      { nodes: 3, text: "Insufficient cpu" },
    ],
    true,
  ],
  [
    `0/2 nodes are available: 2 Too many pods. no new claims to deallocate, ${preemption}`,
    [{ nodes: 2, text: "Too many pods" }],
    true,
  ],
  [
    "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
    [{ nodes: 2, text: "node(s) didn't match Pod's node affinity/selector" }],
    false,
  ],
  ["no nodes available to schedule pods", [], true],
])("the scheduler's reasons: %s", (message, reasons, later) => {
  expect(nodeReasons(message)).toEqual(reasons);
  expect(mayFitLater(message)).toBe(later);
});
