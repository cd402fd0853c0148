/** Stored runs with something out of the ordinary. No number in them was measured. */
import { resultSchema, type Finding, type StoredRun, type Timeline } from "../../engine/store/stored-run.ts";
import { failedRun, improvedRun, nothingToTuneRun, outsideParametersRun } from "./synthetic-runs.ts";

const checked = (run: StoredRun): StoredRun => ({ ...run, result: resultSchema.parse(run.result) });

/** A run without a change whose result says all the same how it ended: as it began. */
export function unchangedWithFinalRun(): StoredRun {
  const run = nothingToTuneRun();
  const { baseline } = run.result;
  if (baseline === undefined || run.before === undefined) throw new TypeError("expected a measured baseline");
  return checked({
    ...run,
    after: run.before,
    result: { ...run.result, final: baseline, change: 0 },
  });
}

/** A cause whose settings the experiment forbids to change, in the words of now and of older results. */
export function forbiddenRun(verdict: "not-tried" | "outside-parameters"): StoredRun {
  const run = outsideParametersRun();
  return checked({
    ...run,
    result: {
      ...run.result,
      verdict,
      findings: run.result.findings.map((finding) => ({
        ...finding,
        advice: "Raise kube-api-qps.",
        reason:
          verdict === "not-tried"
            ? "the experiment forbids changing kube-controller-manager.kube-api-qps"
            : "the experiment does not allow kube-controller-manager.kube-api-qps to be changed",
      })),
    },
  });
}

/** An improved run in which no source showed when the scheduler took the pods, nor when a node received them. */
export function partialRun(pods: number): StoredRun {
  const run = improvedRun(pods);
  const { baseline, final } = run.result;
  if (baseline === undefined || final === undefined || run.before === undefined)
    throw new TypeError("expected a measured run");
  const { S3: _s3, S4: _s4, S5: _s5, ...stages } = baseline.stages;
  return checked({
    ...run,
    before: blind(run.before),
    result: { ...run.result, baseline: { ...baseline, stages } },
  });
}

function blind(timeline: Timeline): Timeline {
  return {
    ...timeline,
    containers: timeline.containers.map((container) => {
      const { "pod-scheduling": _taken, "pod-delivered": _delivered, ...points } = container.points;
      return { ...container, points };
    }),
    gaps: [
      { point: "pod-scheduling", containers: timeline.containers.length, why: "no log of the scheduler" },
      { point: "pod-delivered", containers: timeline.containers.length, why: "no audit log" },
    ],
  };
}

/** A run in which no stage of the last container has a figure. */
export function stagelessRun(): StoredRun {
  const run = nothingToTuneRun();
  const { baseline } = run.result;
  if (baseline === undefined) throw new TypeError("expected a measured baseline");
  const { before: _before, ...rest } = run;
  return checked({ ...rest, result: { ...run.result, baseline: { ...baseline, stages: {} } } });
}

/** A run that failed while its second change was on trial; the first had been kept. */
export function failedAfterKeptRun(): StoredRun {
  const { after: _after, result, ...run } = improvedRun(400);
  const { final: _final, change: _change, ...rest } = result;
  return checked({
    ...run,
    result: {
      ...rest,
      verdict: "failed",
      headline: "400 pods: a trial failed",
      findings: result.findings.slice(0, 1),
      failure: "etcd exited with code 2 during a trial",
    },
  });
}

/** A run that failed after the starting configuration had been measured. */
export function failedAfterBaselineRun(): StoredRun {
  const { baseline } = improvedRun(400).result;
  if (baseline === undefined) throw new TypeError("expected a measured baseline");
  const run = failedRun();
  return checked({ ...run, result: { ...run.result, baseline } });
}

/** An improved run whose first cause is found again in the end and left, on a host that others used too. */
export function leftOverRun(): StoredRun {
  const run = improvedRun(400);
  const [first, second] = run.result.findings;
  if (first === undefined || second === undefined) throw new TypeError("expected findings");
  const { predicted: _predicted, measured: _measured, ...cause } = first;
  const left: Finding = {
    ...cause,
    explainsSeconds: 1.44,
    evidence: [{ fact: "host.others-cores", value: 0.7, unit: "cores", origin: "/proc/stat" }],
    changes: [],
    outcome: "not-tried",
    reason: "it is predicted to save less than the noise",
  };
  return checked({ ...run, result: { ...run.result, findings: [first, second, left] } });
}
