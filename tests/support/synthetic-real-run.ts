/** A stored run on real, hollow and kwok nodes, with all that a report says of its steps. No number was measured. */
import type { SeenPod } from "../../engine/observe/index.ts";
import { observedOf } from "../../engine/store/index.ts";
import type { StoredRun } from "../../engine/store/stored-run.ts";
import { buildTimeline, deploymentSecondsOf } from "../../engine/timeline/index.ts";
import { phaseOf } from "../../engine/tune/phase.ts";
import type { TrialRecord } from "../../engine/trial/index.ts";
import { nothingToTuneRun } from "./synthetic-runs.ts";
import { realPath, seenTrial, stampsOf, type Times } from "./synthetic-stamps.ts";
import { syntheticTrial } from "./synthetic-trial.ts";

export interface RealRun {
  /** The node of each pod, in the order in which they come. */
  readonly nodes: readonly string[];
  readonly times?: Times;
  readonly record?: Partial<TrialRecord>;
}

const cluster = [
  ["real-1", "real"],
  ["hollow-1", "hollow"],
  ["hollow-2", "hollow"],
  ["kwok-1", "kwok"],
] as const;

/** The trial record of such a run. */
export function realRecord({ nodes, times = realPath, record = {} }: RealRun): TrialRecord {
  const pods = nodes.map((node, index): SeenPod => ({
    name: `baseline-1-${String(index)}`,
    job: "baseline-1",
    node,
    containers: ["empty"],
  }));
  const stamps = pods.flatMap((pod, index) =>
    stampsOf(pod, times).map((stamp) =>
      stamp.pod === undefined ? stamp : { ...stamp, at: stamp.at + index * 9 },
    ),
  );
  const timeline = buildTimeline(seenTrial(stamps, pods));
  return {
    ...syntheticTrial(),
    label: "baseline-1",
    deploymentSeconds: deploymentSecondsOf(timeline) ?? 0,
    timeline,
    observers: ["audit log", "kubelet log", "pod watch"],
    ...record,
  };
}

export function realRun(what: RealRun): StoredRun {
  const empty = nothingToTuneRun();
  const record = realRecord(what);
  const plan: StoredRun["plan"] = {
    ...empty.plan,
    nodes: cluster
      .filter(([name]) => what.nodes.includes(name))
      .map(([name, kind]) => ({ name, kind, cores: 2, memoryGiB: 4, maxPods: 110 })),
  };
  return {
    ...empty,
    plan,
    before: record.timeline,
    result: { ...empty.result, baseline: phaseOf([record], {}, {}), observed: observedOf(record, plan) },
  };
}

/** Something of everything that a report may have to say of what was seen. */
export function wellAndBadlySeenRun(): StoredRun {
  const nodes = Array.from({ length: 12 }, (_, index) => cluster[index % cluster.length]?.[0] ?? "real-1");
  const { "pod-scheduling": _, ...times } = realPath;
  const { timeline } = realRecord({ nodes, times });
  return realRun({
    nodes,
    times,
    record: {
      timeline: {
        ...timeline,
        clocks: [
          { host: "this machine", low: 0, high: 0, source: "same machine" },
          { host: "real-1", low: -0.0042, high: 0.126, source: "3 renewals of its Lease" },
          { host: "kube-scheduler", low: -9.1, source: "one renewal of its Lease" },
        ],
        disagreements: [
          {
            point: "container-created",
            sources: ["event names", "containerd log"],
            containers: 7,
            seconds: 0.0123,
          },
        ],
      },
      stepMeans: [
        { step: "pod-scheduling", seconds: 0.00152, count: 240, source: "kube-scheduler metrics" },
        { step: "job-persisting", seconds: 0.0009, count: 12, source: "kube-apiserver metrics" },
      ],
      unseen: [
        {
          source: "container log",
          why: "Columbo may not get pods/log",
          points: ["container-running"],
          rights: [{ verb: "get", resource: "pods/log", namespace: "columbo" }],
        },
        {
          source: "component metrics",
          why: "Columbo may not get /metrics",
          points: [],
          rights: [{ verb: "get", path: "/metrics" }],
        },
      ],
    },
  });
}
