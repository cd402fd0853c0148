/** Whole stored runs around synthetic timelines, one for each verdict. No number in them was measured. */
import { stages } from "../../knowledge/index.ts";
import {
  resultSchema,
  type ContainerTimeline,
  type Finding,
  type Phase,
  type Result,
  type StageResult,
  type StoredRun,
  type Timeline,
} from "../../engine/store/stored-run.ts";
import { syntheticTimeline, type SyntheticControlPlane } from "./synthetic-timeline.ts";

const ran = (container: ContainerTimeline): number => container.points["container-running"]?.seconds ?? 0;

/** The container that ran last. */
const lastOf = (timeline: Timeline): ContainerTimeline =>
  timeline.containers.reduce((last, container) => (ran(container) > ran(last) ? container : last));

const end = (timeline: Timeline): number => ran(lastOf(timeline));

const trialFactors = [0.99, 1, 1.014];

/** Seconds of the last container, stage by stage. */
function shares(timeline: Timeline): ReadonlyMap<string, number> {
  const last = lastOf(timeline).points;
  return new Map(
    stages.map(({ id, from, to }) => [id, (last[to]?.seconds ?? 0) - (last[from]?.seconds ?? 0)]),
  );
}

function phaseOf(timeline: Timeline, best: Timeline): Phase {
  const total = end(timeline);
  const bestShares = shares(best);
  const results = [...shares(timeline)].map(([id, median]): [string, StageResult] => [
    id,
    {
      median,
      low: median * 0.99,
      high: median * 1.014,
      modelled: id === "S5" || id === "S6",
      predicted: median * 1.02,
      bestCase: Math.min(median, bestShares.get(id) ?? median),
    },
  ]);
  const trials = trialFactors.map((factor) => total * factor);
  return {
    deploymentSeconds: { median: total, low: total * 0.99, high: total * 1.014, trials },
    stages: Object.fromEntries(results),
  };
}

const stock = { controllerQps: 20, controllerBurst: 30, schedulerQps: 50, schedulerBurst: 100 };
const unbounded = { controllerQps: 1e9, controllerBurst: 1e9, schedulerQps: 1e9, schedulerBurst: 1e9 };

const environment: Result["environment"] = {
  columbo: "0.1.0",
  node: "v24.21.0",
  os: "Debian GNU/Linux 12",
  cores: 2,
  memoryGiB: 7.74,
  startedAt: "2026-01-01T10:00:00.000Z",
  finishedAt: "2026-01-01T10:03:41.000Z",
  commandSeconds: 221.3,
  trialSeconds: 196.2,
};

function stored(
  pods: number,
  part: Partial<Result> & Pick<Result, "verdict" | "headline">,
  more: Partial<StoredRun> = {},
): StoredRun {
  const result = resultSchema.parse({
    schema: 1,
    experiment: "synthetic",
    provider: "local",
    kubernetes: "v1.34.4",
    findings: [],
    ruledOut: [],
    cannotTell: [],
    iterations: 0,
    model: {},
    settings: [],
    environment,
    ...part,
  });
  return {
    folder: "/home/somebody/columbo-runs/2026-01-01T10-00-00-synthetic",
    plan: {
      experiment: "synthetic",
      file: "/home/somebody/experiments/synthetic.cfg",
      hash: "5d41402abc4b2a76b9719d911017c592ae2f0e5b8a3c7d6e1f9b0a2c4d8e6f10",
      provider: "local",
      kubernetes: "v1.34.4",
      nodes: Array.from({ length: Math.ceil(pods / 100) }, (_, index) => ({
        name: `worker-${index}`,
        kind: "kwok",
        cores: 4,
        memoryGiB: 16,
        maxPods: 110,
      })),
      podStart: { minMs: 900, maxMs: 1200 },
      apiServerPort: 0,
      workload: {
        application: "empty",
        method: "pod",
        instances: pods,
        cpuCores: 0.01,
        memoryGB: 0.01,
        sleepSeconds: 600,
        client: "kubectl",
      },
      settings: [],
      tuning: {
        goal: "deployment_time",
        repeats: 3,
        warmup: 20,
        maxIterations: 3,
        allow: ["*"],
        deny: [],
        rules: [],
        seed: 1,
      },
    },
    ...more,
    result,
  };
}

/** Medians with an interval of 2 % around them, as a measurement after a change. */
function measured(before: number, after: number): NonNullable<Finding["measured"]> {
  return {
    deploymentSeconds: after,
    low: after * 0.99,
    high: after * 1.014,
    difference: after - before,
    differenceLow: (after - before) * 1.02,
    differenceHigh: (after - before) * 0.98,
  };
}

/** A run in which two client limits were found one after the other, and raised. */
export function improvedRun(pods: number, headline?: string): StoredRun {
  const tuned = { controllerQps: 200, controllerBurst: 60, schedulerQps: 50, schedulerBurst: 100 };
  const last: SyntheticControlPlane = { ...tuned, pods, schedulerQps: 200, schedulerBurst: 150 };
  const before = syntheticTimeline({ pods, ...stock });
  const between = end(syntheticTimeline({ pods, ...tuned }));
  const after = syntheticTimeline(last);
  const best = syntheticTimeline({ pods, ...unbounded });
  const [from, to] = [end(before), end(after)];
  const change = to / from - 1;
  return stored(
    pods,
    {
      verdict: "improved",
      headline:
        headline ??
        `${pods} pods in ${from.toFixed(1)} s -> ${to.toFixed(1)} s, ${(change * 100).toFixed(0)} %`,
      baseline: phaseOf(before, best),
      final: phaseOf(after, best),
      change,
      iterations: 2,
      findings: [
        {
          cause: "kube-controller-manager/client-rate-limit",
          stage: "S3",
          rule: "kube-controller-manager/client-rate-limit",
          title: "The job controller waits for its own client's rate limit",
          explainsSeconds: from - between,
          evidence: [
            {
              fact: "job-controller.tokenWait.total",
              value: from * 0.93,
              unit: "s",
              origin: "kube-controller-manager log",
            },
            { fact: "pods.created.spacing.median", value: 0.05, unit: "s", origin: "audit log" },
            {
              fact: "kube-controller-manager.kube-api-qps",
              value: 20,
              unit: "requests/s",
              origin: "configuration",
            },
            { fact: "host.cpu.busy", value: 0.231, unit: "1", origin: "/proc/stat" },
          ],
          advice: "Raise the client limit of kube-controller-manager, the burst together with the rate.",
          changes: [
            { parameter: "kube-controller-manager.kube-api-qps", from: 20, to: 200 },
            { parameter: "kube-controller-manager.kube-api-burst", from: 30, to: 60 },
          ],
          predicted: { deploymentSeconds: between * 1.02, low: between * 0.96, high: between * 1.08 },
          measured: measured(from, between),
          outcome: "kept",
        },
        {
          cause: "kube-scheduler/client-rate-limit",
          stage: "S4",
          rule: "kube-scheduler/client-rate-limit",
          title: "Bindings wait for the scheduler's client rate limit",
          explainsSeconds: between - to,
          evidence: [
            {
              fact: "scheduler.tokenWait.total",
              value: between * 0.8,
              unit: "s",
              origin: "kube-scheduler log",
            },
            { fact: "bindings.spacing.median", value: 0.02, unit: "s", origin: "audit log" },
          ],
          advice: "Raise the client limit of kube-scheduler in its configuration file.",
          changes: [
            { parameter: "kube-scheduler.clientConnection.qps", from: 50, to: 200 },
            { parameter: "kube-scheduler.clientConnection.burst", from: 100, to: 150 },
          ],
          predicted: { deploymentSeconds: to * 1.03, low: to * 0.97, high: to * 1.1 },
          measured: measured(between, to),
          outcome: "kept",
        },
        {
          cause: "kube-controller-manager/client-rate-limit",
          stage: "S3",
          rule: "kube-controller-manager/client-rate-limit",
          title: "The rest of the wait for the job controller's client limit",
          explainsSeconds: to * 0.1,
          evidence: [],
          advice: "Raise the client limit of kube-controller-manager further.",
          changes: [{ parameter: "kube-controller-manager.kube-api-qps", from: 200, to: 400 }],
          predicted: { deploymentSeconds: to * 0.95, low: to * 0.9, high: to },
          measured: {
            deploymentSeconds: to * 0.995,
            low: to * 0.97,
            high: to * 1.03,
            difference: -0.005 * to,
            differenceLow: -0.03 * to,
            differenceHigh: 0.03 * to,
          },
          outcome: "rolled-back",
          reason: "the interval of the difference holds zero",
        },
      ],
      ruledOut: [
        {
          cause: "kube-apiserver/overload",
          why: "the host was busy for less than a quarter of the trial",
          evidence: [{ fact: "host.cpu.busy", value: 0.231, unit: "1", origin: "/proc/stat" }],
        },
        { cause: "client/serial-submission", why: "the client sent one Job", evidence: [] },
      ],
      cannotTell: [{ cause: "etcd/slow-disk", missing: ["etcd.fsync.p99"] }],
      model: { baselineErrorPercent: 2.04 },
      settings: [
        { parameter: "kube-controller-manager.kube-api-qps", value: 200 },
        { parameter: "kube-controller-manager.kube-api-burst", value: 60 },
        { parameter: "kube-scheduler.clientConnection.qps", value: 200 },
        { parameter: "kube-scheduler.clientConnection.burst", value: 150 },
      ],
    },
    {
      before,
      after: {
        ...after,
        gaps: [{ point: "pod-queued", containers: 3, why: "the scheduler's log was rotated" }],
      },
    },
  );
}

/** A run in which the deployment is as fast as the settings can make it. */
export function nothingToTuneRun(pods = 20): StoredRun {
  const before = syntheticTimeline({ pods, ...stock });
  const best = syntheticTimeline({ pods, ...unbounded });
  return stored(
    pods,
    {
      verdict: "nothing-to-tune",
      headline: `${pods} pods in ${end(before).toFixed(2)} s, nothing to tune`,
      baseline: phaseOf(before, best),
      ruledOut: [
        {
          cause: "kube-controller-manager/client-rate-limit",
          why: "no request waited for a token",
          evidence: [],
        },
      ],
      model: { note: "the warm-up was too short to calibrate the scheduler's loop" },
    },
    { before },
  );
}

/** A run that is bound by the processor, which no setting can mend. */
export function outsideParametersRun(pods = 100): StoredRun {
  const before = syntheticTimeline({ pods, ...stock });
  return stored(
    pods,
    {
      verdict: "outside-parameters",
      headline: `${pods} pods in ${end(before).toFixed(1)} s, held back by the control plane's processor`,
      baseline: phaseOf(before, syntheticTimeline({ pods, ...unbounded })),
      findings: [
        {
          cause: "kube-apiserver/overload",
          stage: "S3",
          rule: "kube-apiserver/overload",
          title: "The control plane's processor is busy all the time",
          explainsSeconds: 2.2,
          evidence: [{ fact: "host.cpu.busy", value: 0.98, unit: "1", origin: "/proc/stat" }],
          advice: "Give the control plane more cores; raising limits would only lengthen its queues.",
          changes: [],
          outcome: "not-tried",
          reason: "no parameter adds processor time",
        },
      ],
      model: { baselineErrorPercent: 2 },
    },
    { before },
  );
}

/** A run that lacked the signals to judge by. */
export function cannotTellRun(pods = 100): StoredRun {
  const before = syntheticTimeline({ pods, ...stock });
  return stored(
    pods,
    {
      verdict: "cannot-tell",
      headline: `${pods} pods in ${end(before).toFixed(1)} s, the cause cannot be told`,
      baseline: phaseOf(before, syntheticTimeline({ pods, ...unbounded })),
      cannotTell: [
        {
          cause: "kube-controller-manager/client-rate-limit",
          missing: ["job-controller.tokenWait.total", "job-controller.qps"],
        },
      ],
    },
    { before },
  );
}

/** A run that ended before there was anything to measure. */
export function failedRun(failure = "kube-apiserver exited with code 1 during the second trial"): StoredRun {
  return stored(400, { verdict: "failed", headline: "400 pods: the run failed", failure });
}
