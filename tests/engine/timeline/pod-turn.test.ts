import { expect, it } from "vitest";
import type { SeenPod } from "../../../engine/observe/index.ts";
import { buildTimeline } from "../../../engine/timeline/index.ts";
import { podTurns } from "../../../engine/timeline/pod-turn.ts";
import { realPath, seenTrial, stampsOf, start, type Times } from "../../support/synthetic-stamps.ts";

/** Pods of one Job whose requests come at these milliseconds and are answered 5 ms later. */
function created(received: readonly number[]) {
  const pods = received.map((_, index): SeenPod => ({ name: `app-${index}`, job: "app", containers: ["c"] }));
  const stamps = pods.flatMap((pod, index) => {
    const ms = received[index] ?? 0;
    const times: Times = { "job-unpacked": 100, "pod-received": ms, "pod-stored": ms + 5 };
    return stampsOf(pod, times);
  });
  return { pods, stamps };
}

const sync = (ms: number, creating: number) => ({ job: "app", at: start + ms, creating });
const turns = ({ pods, stamps }: ReturnType<typeof created>, syncs: readonly ReturnType<typeof sync>[]) =>
  podTurns(stamps, pods, syncs).map(({ pod, at }) => [pod, at - start]);

it("comes in batches of 1, 2, 4, each when the last creation of the one before was answered", () => {
  const seen = created([101, 108, 120, 130, 131, 132, 133, 150]);
  expect(turns(seen, [sync(100, 8)])).toEqual([
    ["app-0", 100],
    ["app-1", 106],
    ["app-2", 106],
    ["app-3", 125],
    ["app-4", 125],
    ["app-5", 125],
    ["app-6", 125],
    ["app-7", 138],
  ]);
});

it("begins anew with every pass of the job controller", () => {
  const seen = created([101, 108, 120, 130, 210, 230]);
  expect(turns(seen, [sync(100, 3), sync(200, 3)])).toEqual([
    ["app-0", 100],
    ["app-1", 106],
    ["app-2", 106],
    ["app-4", 200],
    ["app-5", 215],
  ]);
});

it("is never after the pod's own request", () => {
  const seen = created([101, 104]);
  expect(turns(seen, [sync(100, 2)])).toEqual([
    ["app-0", 100],
    ["app-1", 104],
  ]);
});

it("is not known without the audit log, or without the job controller's passes", () => {
  const seen = created([101, 108]);
  const logs = seen.stamps.filter(({ source }) => source !== "audit log");
  expect(podTurns(logs, seen.pods, [sync(100, 2)])).toEqual([]);
  expect(podTurns(seen.stamps, seen.pods, [])).toEqual([]);
  const late = seen.stamps.map((stamp) => ({ ...stamp, late: true as const }));
  expect(podTurns(late, seen.pods, [sync(100, 2)])).toEqual([]);
});

it("is a point of the timeline", () => {
  const pod = { name: "app-x", job: "app", node: "real-1", containers: ["c"] };
  const stamps = stampsOf(pod, { ...realPath, "pod-turn": undefined });
  const { containers, gaps } = buildTimeline(seenTrial(stamps, [pod], { syncs: [sync(106, 1)] }));
  expect(containers[0]!.points["pod-turn"]).toMatchObject({
    seconds: 0.106,
    source: "kube-controller-manager log",
  });
  expect(gaps).toEqual([]);
});
