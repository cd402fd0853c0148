import { describe, expect, it } from "vitest";
import type { Plan } from "../../../experiments/index.ts";
import { comparePoints, stages, steps } from "../../../knowledge/index.ts";
import {
  buildTimeline,
  coveragePercentOf,
  deploymentSecondsOf,
  stageTimesOf,
  stepsOf,
} from "../../../engine/timeline/index.ts";
import { realPath, realPod, seenTrial, stampsOf, type Times } from "../../support/synthetic-stamps.ts";

const kinds = [
  ["real-1", "real"],
  ["hollow-1", "hollow"],
  ["kwok-1", "kwok"],
] as const;
const planOf = (observe?: Plan["observe"]) =>
  ({
    nodes: kinds.map(([name, kind]) => ({ name, kind })),
    observe: observe ?? "default",
    workload: {},
  }) as unknown as Plan;

const pods = (nodes: readonly string[]) =>
  nodes.map((node, index) => ({ ...realPod, name: `app-${index}`, node }));

/** Pods on these nodes, each `apart` milliseconds after the one before. */
function trial(nodes: readonly string[], times: Times = realPath, apart = 7) {
  const all = pods(nodes);
  const stamps = all.flatMap((pod, index) =>
    stampsOf(pod, times).map((stamp) =>
      stamp.pod === undefined ? stamp : { ...stamp, at: stamp.at + index * apart },
    ),
  );
  return buildTimeline(seenTrial(stamps, all));
}

describe("the steps of a trial on real nodes", () => {
  const timeline = trial(Array.from({ length: 100 }, () => "real-1"));
  const rows = stepsOf(timeline, planOf());

  it("are all seen on all containers", () => {
    expect(coveragePercentOf(rows)).toBe(100);
    expect(rows.every(({ containers, of }) => containers === 100 && of === 100)).toBe(true);
    const unseen = ["job-admission", "job-persisting", "pod-admission", "pod-persisting", "container-ready"];
    expect(rows.map(({ to }) => to)).toEqual(steps.map(({ to }) => to).filter((to) => !unseen.includes(to)));
  });

  it("add up to the stages and to the deployment time of the last container", () => {
    const last = timeline.containers.at(-1)!;
    const own = stageTimesOf(last)!;
    for (const { id } of stages) {
      const seconds = rows.filter(({ stage }) => stage === id).reduce((sum, row) => sum + row.last!, 0);
      expect(seconds).toBeCloseTo(own[id], 12);
    }
    const whole = rows.filter(({ stage }) => stage !== undefined).reduce((sum, row) => sum + row.last!, 0);
    expect(whole).toBeCloseTo(deploymentSecondsOf(timeline)!, 12);
    expect(Object.values(own).reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(whole, 12);
  });

  it("take in what only traces could part, and say so in their name", () => {
    const stored = rows.find(({ to }) => to === "job-stored")!;
    expect(stored.from).toBe("job-received");
    expect(stored.name).toMatch(/^authentication, .*; decoding, .*; etcd stores the Job$/);
    expect(stored.median).toBeCloseTo(0.004, 9);
  });

  it("show the 300 ms volume poll as one step with its source and precision", () => {
    const volumes = rows.find(({ to }) => to === "volumes-mounted")!;
    expect(volumes).toMatchObject({
      number: 23,
      stage: "S5",
      from: "cgroup-created",
      sources: ["kubelet log"],
    });
    expect(volumes.median).toBeCloseTo(0.3, 9);
    expect(volumes.precision).toBeCloseTo(0.00002, 9);
  });
});

describe("the steps of a mixed cluster", () => {
  const rows = stepsOf(trial(["kwok-1", "real-1", "hollow-1"]), planOf());

  it("have a row for each kind of node where these differ", () => {
    const ready = rows.filter(({ to }) => to === "sandbox-ready");
    expect(ready.map(({ from, of, modelled }) => [from, of, modelled])).toEqual([
      ["sandbox-starting", 2, undefined],
      ["pod-delivered", 1, true],
    ]);
    expect(ready[1]!.name).toBe("pod start as the experiment models it");
    expect(rows.find(({ to }) => to === "pod-stored")!.of).toBe(3);
  });

  it("are in the pipeline's order", () => {
    for (const [index, { to }] of rows.slice(1).entries())
      expect(comparePoints(rows[index]!.to as "client-start", to as "client-start")).toBeLessThanOrEqual(0);
  });

  it("take the API's report on kwok nodes for the end, not for a step after it", () => {
    expect(rows.filter(({ to }) => to === "running-reported").map(({ of }) => of)).toEqual([2]);
  });
});

it("on a hollow node one step, which no model made, leads from the sandbox to the report that the container runs", () => {
  const { "image-ready": _image, "container-created": _created, ...times } = realPath;
  const seen = { ...times, "container-started": undefined, "container-running": undefined };
  const rows = stepsOf(trial(["hollow-1"], seen), planOf());
  expect(coveragePercentOf(rows)).toBe(100);
  expect(rows.at(-1)).toMatchObject({
    from: "sandbox-ready",
    to: "container-running",
    name: "image is looked up or pulled; container is created; container is started; application starts; PLEG, status into the API, watch",
    sources: ["pod watch (at the latest)"],
  });
  const mixed = stepsOf(trial(["hollow-1", "kwok-1"], seen), planOf());
  expect(mixed.filter(({ to }) => to === "container-running").map(({ name, of }) => [name, of])).toEqual([
    [rows.at(-1)!.name, 1],
    ["rest of the modelled pod start, status into the API, watch", 1],
  ]);
});

describe("a step that no container shows", () => {
  const { "pod-scheduling": _, ...rest } = realPath;
  const timeline = trial(["real-1", "real-1"], rest);
  const mean = {
    step: "pod-scheduling",
    seconds: 0.002,
    count: 2,
    source: "kube-scheduler metrics",
  } as const;

  it("costs coverage, and both steps that meet at the missing point", () => {
    const rows = stepsOf(timeline, planOf());
    const lacking = rows.filter(({ containers }) => containers === 0);
    expect(lacking.map(({ to, of }) => [to, of])).toEqual([
      ["pod-scheduling", 2],
      ["pod-binding", 2],
    ]);
    expect(coveragePercentOf(rows)).toBeCloseTo((100 * (rows.length - 2)) / rows.length, 9);
    expect(lacking.every((row) => row.median === undefined && row.sources.length === 0)).toBe(true);
  });

  it("has the mean of a component's counters, which is no coverage", () => {
    const rows = stepsOf(timeline, planOf(), [mean]);
    const { step: _step, ...shown } = mean;
    expect(rows.find(({ to }) => to === "pod-scheduling")!.mean).toEqual(shown);
    expect(coveragePercentOf(rows)).toBeCloseTo(coveragePercentOf(stepsOf(timeline, planOf())), 9);
  });

  it("is listed with its mean also where it was not to be expected", () => {
    const rows = stepsOf(timeline, planOf(), [{ ...mean, step: "job-persisting" }]);
    const row = rows.find(({ to }) => to === "job-persisting")!;
    expect([row.containers, row.of, row.mean!.seconds]).toEqual([0, 0, 0.002]);
  });

  it("does not take the place of what containers show", () => {
    const rows = stepsOf(timeline, planOf(), [{ ...mean, step: "pod-stored" }]);
    expect(rows.find(({ to }) => to === "pod-stored")!.mean).toBeUndefined();
  });
});

it("with the client's clock alone there is one step, from the start to the end", () => {
  const seen = seenTrial(stampsOf(realPod, { "running-reported": 1100 }), [realPod], { level: "clock" });
  const rows = stepsOf(buildTimeline(seen), planOf("clock"));
  expect(rows.map(({ from, to }) => [from, to])).toEqual([["client-start", "container-running"]]);
  expect(rows[0]!.sources).toEqual(["pod watch (at the latest)"]);
  expect(coveragePercentOf(rows)).toBe(100);
});
