import { describe, expect, it } from "vitest";
import { points, type PointId } from "../../../knowledge/index.ts";
import { buildTimeline, stageTimesOf, type ContainerTimeline } from "../../../engine/timeline/index.ts";
import { realPath, realPod, seenTrial, stampsOf, start, type Times } from "../../support/synthetic-stamps.ts";

/** The only container's points of a trial with these times. */
function pointsOf(
  times: Times,
  ...change: Parameters<typeof seenTrial> extends [unknown, ...infer R] ? R : never
) {
  const timeline = buildTimeline(seenTrial(stampsOf(realPod, times), ...change));
  return { ...timeline, seen: timeline.containers[0]!.points };
}

function isMonotonic({ points: seen }: ContainerTimeline): boolean {
  const times = points.flatMap(({ id }) => seen[id]?.seconds ?? []);
  return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
}

describe("a container's timeline on a real node", () => {
  it("has every point that needs no traces, and stages that add up to the whole", () => {
    const { containers, gaps } = buildTimeline(seenTrial(stampsOf(realPod, realPath)));
    const [container] = containers;
    expect(Object.keys(container!.points)).toEqual(
      points.filter(({ only }) => only !== "traces" && only !== "probed").map(({ id }) => id),
    );
    expect(gaps).toEqual([]);
    expect(Object.values(container!.points).some(({ modelled }) => modelled)).toBe(false);
    const times = Object.values(stageTimesOf(container!)!);
    expect(times.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(0.605, 12);
  });

  it("starts no later than it prints", () => {
    const { seen, gaps } = pointsOf({ ...realPath, "container-started": 630 });
    expect(seen["container-started"]).toMatchObject({ seconds: 0.605, source: "container log" });
    expect(gaps).toEqual([]);
  });

  it("runs from its start on when it prints nothing", () => {
    const { seen } = pointsOf({ ...realPath, "container-running": undefined });
    expect(seen["container-running"]).toMatchObject({ seconds: 0.6, source: "event names" });
    expect(seen["container-running"]!.late).toBeUndefined();
  });

  it("runs at the latest when the API says so, where nothing else shows it", () => {
    const times = { ...realPath, "container-running": undefined, "container-started": undefined };
    expect(pointsOf(times).seen["container-running"]).toMatchObject({ seconds: 1.1, late: true });
  });

  it("may be reported before it prints, but not before it is started", () => {
    const early = pointsOf({ ...realPath, "container-running": 980, "running-reported": 600.5 });
    expect(early.seen["container-running"]).toMatchObject({ seconds: 0.98, source: "container log" });
    expect(early.seen["running-reported"]).toMatchObject({ seconds: 0.98, source: "pod watch" });
    expect(early.gaps).toEqual([]);
    const times = { ...realPath, "container-started": undefined, "running-reported": 602 };
    expect(pointsOf(times).seen["running-reported"]).toMatchObject({ seconds: 0.605 });
    const { seen, gaps } = pointsOf({ ...realPath, "running-reported": 550 });
    expect(seen["running-reported"]).toBeUndefined();
    expect(gaps).toEqual([
      { point: "running-reported", containers: 1, why: "pod watch shows it before container-running" },
    ]);
  });

  it("has no cgroup step of its own where the kubelet does not say when that ended", () => {
    const { seen, gaps } = pointsOf({ ...realPath, "cgroup-created": undefined });
    expect(seen["cgroup-created"]).toBeUndefined();
    expect(seen["volumes-mounted"]!.seconds).toBeCloseTo(0.432, 9);
    expect(gaps.map(({ point }) => point)).toEqual(["cgroup-created"]);
  });

  it.each([
    ["real-1", "default", ["sandbox-starting"]],
    ["kwok-1", "default", []],
    ["real-1", "clock", []],
    [undefined, "default", []],
  ] as const)("misses on %s at level %s what could have been seen: %j", (node, level, missing) => {
    const pod = node === undefined ? { name: "app-x", job: "app", containers: ["c"] } : { ...realPod, node };
    const times = { ...realPath, "sandbox-starting": undefined };
    const { gaps } = buildTimeline(seenTrial(stampsOf(realPod, times), [pod], { level }));
    expect(gaps.map(({ point }) => point)).toEqual(missing);
  });

  it("on a hollow node, whose kubelet sends no events, runs at the latest when the API says so", () => {
    const pod = { ...realPod, node: "hollow-1" };
    const { "image-ready": _image, "container-created": _created, ...times } = realPath;
    const seen = { ...times, "container-started": undefined, "container-running": undefined };
    const { containers, gaps } = buildTimeline(seenTrial(stampsOf(pod, seen), [pod]));
    expect(containers[0]!.points["container-running"]).toMatchObject({ seconds: 1.1, late: true });
    expect(gaps).toEqual([]);
  });

  it("misses traces only where everything is observed", () => {
    const traced = points.flatMap(({ id, only }) => (only === "traces" ? [id] : []));
    expect(pointsOf(realPath, undefined, { level: "all" }).gaps.map(({ point }) => point)).toEqual(traced);
  });

  it("takes each pod by the kind of its own node", () => {
    const pods = ["real-1", "hollow-1", "kwok-1", "elsewhere"].map((node) => ({
      name: `app-${node}`,
      job: "app",
      node,
      containers: ["c"],
    }));
    const stamps = pods.flatMap((pod) => stampsOf(pod, realPath));
    const { containers } = buildTimeline(seenTrial(stamps, pods));
    const runs = containers.map(({ node, points: seen }) => [
      node,
      seen["container-running"]!.seconds,
      seen["sandbox-ready"]!.modelled ?? false,
    ]);
    expect(runs).toEqual([
      ["elsewhere", 0.605, false],
      ["hollow-1", 0.605, false],
      ["real-1", 0.605, false],
      ["kwok-1", 1.1, true],
    ]);
    expect(containers.every(isMonotonic)).toBe(true);
  });
});

describe("a source that is late by nature", () => {
  const late = (point: PointId, ms: number) =>
    stampsOf(realPod, { [point]: ms }, { late: true, source: "pod watch" });

  it("counts where nothing else shows the point, and never after the next one", () => {
    const rest = stampsOf(realPod, { ...realPath, "pod-delivered": undefined });
    const early = buildTimeline(seenTrial([...late("pod-delivered", 127), ...rest]));
    expect(early.containers[0]!.points["pod-delivered"]).toMatchObject({
      seconds: 0.127,
      source: "pod watch",
      late: true,
    });
    const clamped = buildTimeline(seenTrial([...late("pod-delivered", 300), ...rest]));
    expect(clamped.containers[0]!.points["pod-delivered"]!.seconds).toBeCloseTo(0.129, 9);
    expect([...early.gaps, ...clamped.gaps]).toEqual([]);
  });

  it("hides no later point, however late it comes itself", () => {
    const unseen: readonly PointId[] = [
      ...(["job-received", "job-stored", "job-enqueued", "job-syncing", "job-unpacked", "pod-turn"] as const),
      ...(["pod-received", "pod-stored", "pod-queued", "pod-scheduling", "pod-binding"] as const),
      ...(["binding-received", "binding-stored", "pod-delivered"] as const),
    ];
    const rest = stampsOf(realPod, {
      ...realPath,
      ...Object.fromEntries(unseen.map((id) => [id, undefined])),
    });
    // A busy program reads its watch of pods long after the scheduler said that it had bound the pod.
    const seen = [
      ...late("pod-received", 290),
      ...late("pod-stored", 290),
      ...late("binding-received", 127),
      ...late("binding-stored", 127),
    ];
    const { containers, gaps } = buildTimeline(seenTrial([...seen, ...rest]));
    for (const id of ["pod-received", "pod-stored", "binding-received", "binding-stored"] as const) {
      expect(containers[0]!.points[id]).toMatchObject({ late: true });
      expect(containers[0]!.points[id]!.seconds).toBeCloseTo(0.127, 9);
    }
    expect(gaps.filter(({ why }) => why !== "no source showed it")).toEqual([]);
    expect(isMonotonic(containers[0]!)).toBe(true);
  });

  it("gives way to one that is exact, wherever it stands", () => {
    const seen = buildTimeline(seenTrial([...late("pod-delivered", 127), ...stampsOf(realPod, realPath)]));
    expect(seen.containers[0]!.points["pod-delivered"]!.source).toBe("kubelet log");
    expect(seen.disagreements).toBeUndefined();
  });

  it("contradicts only by being the earlier one", () => {
    const seen = buildTimeline(seenTrial([...stampsOf(realPod, realPath), ...late("pod-delivered", 120)]));
    expect(seen.disagreements).toEqual([
      { point: "pod-delivered", sources: ["kubelet log", "pod watch"], containers: 1, seconds: 0.006 },
    ]);
  });
});

describe("hosts whose clocks may differ", () => {
  const clockMs = 5;
  /** The control plane's clock is behind the client's by so much. */
  const behind = (ms: number): Times => ({
    ...realPath,
    "job-received": realPath["job-sent"]! - ms,
    "job-stored": realPath["job-sent"]! - ms,
  });

  it("keep a point that lies before its predecessor by no more than that, at its predecessor's time", () => {
    const { seen, gaps } = pointsOf(behind(4), undefined, { clockMs });
    expect(gaps).toEqual([]);
    expect(seen["job-received"]!.seconds).toBe(seen["job-sent"]!.seconds);
    expect(pointsOf(behind(4)).gaps.map(({ point }) => point)).toContain("job-received");
    const far = pointsOf(behind(6), undefined, { clockMs });
    expect(far.gaps).toContainEqual({
      point: "job-received",
      containers: 1,
      why: "audit log shows it before job-sent",
    });
  });

  it("contradict each other by more than that only", () => {
    const watched = stampsOf(realPod, { "pod-delivered": 123 }, { late: true, source: "pod watch" });
    const disagreements = (ms: number) =>
      buildTimeline(
        seenTrial([...stampsOf(realPod, realPath), ...watched], undefined, { clockMs: ms }),
      ).disagreements?.map(({ point }) => point);
    expect(disagreements(clockMs)).toBeUndefined();
    expect(disagreements(1)).toEqual(["pod-delivered"]);
  });
});

describe("two exact sources of one point", () => {
  const other = (point: PointId, ms: number, source: string) =>
    stampsOf(realPod, { [point]: ms }, { source });
  const disagreements = (...more: ReturnType<typeof other>) =>
    buildTimeline(seenTrial([...stampsOf(realPod, realPath), ...more])).disagreements ?? [];

  it("may differ by both precisions and by what lies between them by nature", () => {
    expect(disagreements(...other("container-created", 560.015, "other"))).toEqual([]);
    expect(disagreements(...other("container-created", 480, "containerd log"))).toEqual([]);
    expect(disagreements(...other("sandbox-ready", 540, "kubelet log"))).toEqual([]);
  });

  it("are named with the greatest difference where they differ by more, or in the wrong order", () => {
    const [seen] = disagreements(...other("container-created", 570, "containerd log"));
    expect(seen).toMatchObject({ point: "container-created", sources: ["event names", "containerd log"] });
    expect(seen!.seconds).toBeCloseTo(0.01, 9);
    const pods = ["a", "b"].map((name) => ({ ...realPod, name }));
    const stamps = pods.flatMap((pod, index) => [
      ...stampsOf(pod, realPath),
      ...stampsOf(pod, { "pod-received": 111 + index }, { source: "other" }),
    ]);
    const [found] = buildTimeline(seenTrial(stamps, pods)).disagreements!;
    expect(found).toMatchObject({ containers: 2, sources: ["audit log", "other"] });
    expect(found!.seconds).toBeCloseTo(0.002, 9);
  });

  it("leave the timeline as the one that is believed has it", () => {
    const stamps = [...stampsOf(realPod, realPath), ...other("pod-received", 111, "other")];
    const { containers, startedAt } = buildTimeline(seenTrial(stamps));
    expect(startedAt).toBe(start);
    expect(containers[0]!.points["pod-received"]!.seconds).toBeCloseTo(0.11, 9);
  });
});
