import { describe, expect, it } from "vitest";
import { diagnose, factsOf, type Diagnosis } from "../../../engine/diagnose/index.ts";
import type { TrialRecord } from "../../../engine/trial/record.ts";
import { loadRules } from "../../../rules/index.ts";
import { syntheticPlan, syntheticTrial, type SyntheticSetup } from "../../support/synthetic-trial.ts";

const rules = await loadRules();
const lifted = { qps: 5000, burst: 5000 };
const bestCase = { S1: 0.26, S2: 0.003, S3: 0.02, S4: 0.02, S5: 0.39, S6: 0.11 };

function judged(trial: TrialRecord): Promise<Diagnosis> {
  return diagnose(
    rules,
    factsOf([trial], { plan: syntheticPlan, noiseSeconds: 0.15, model: { bestCase, predicted: bestCase } }),
  );
}

const causesOf = ({ findings }: Diagnosis): string[] => findings.map(({ cause }) => cause);
const diagnosed = async (change: Partial<SyntheticSetup>): Promise<Diagnosis> =>
  judged(syntheticTrial(change));

/** What is left of a trial when nobody read the audit log and nothing else showed its points. */
function withoutAudit(trial: TrialRecord): TrialRecord {
  const containers = trial.timeline.containers.map((container) => ({
    ...container,
    points: Object.fromEntries(
      Object.entries(container.points).filter(([, { source }]) => source !== "audit log"),
    ),
  }));
  return { ...trial, requests: [], timeline: { ...trial.timeline, containers } };
}

const kcm = "kube-controller-manager/client-rate-limit";
const sched = "kube-scheduler/client-rate-limit";

describe("what holds a deployment back", () => {
  it("is the job controller's limit when only its client waits, though bindings follow evenly too", async () => {
    const trial = syntheticTrial({ podsPerJob: 400 });
    const diagnosis = await judged(trial);
    expect(causesOf(diagnosis)).toEqual([kcm]);
    const [finding] = diagnosis.findings;
    expect(finding?.stage).toBe("S3");
    // (pods - burst) / qps, by the token bucket's arithmetic.
    expect(finding?.explainsSeconds).toBeCloseTo((400 - 30) / 20, 0);
    expect(finding?.suggests).toEqual([
      "kube-controller-manager.kube-api-qps",
      "kube-controller-manager.kube-api-burst",
    ]);
    const evidence = new Map(finding?.evidence.map(({ fact, value }) => [fact, value]));
    expect(evidence.get("job-controller.qps")).toBe(20);
    expect(evidence.get("job-controller.median-gap-seconds")).toBeCloseTo(0.05, 4);
    expect(evidence.get("job-controller.grid-share")).toBeGreaterThan(0.95);
    expect(diagnosis.ruledOut.find(({ cause }) => cause === sched)?.why).toBe(
      "scheduler.paced-seconds is 0 s, not more than noise.seconds (0.15 s); scheduler.paced-share is 0, less than 0.05",
    );
  });

  it("is not the scheduler's limit even where both clients have the same rate", async () => {
    const diagnosis = await diagnosed({ podsPerJob: 400, scheduler: { qps: 20, burst: 100 } });
    expect(causesOf(diagnosis)).toEqual([kcm]);
  });

  it("is the job controller's limit without logs too, from the grid and its metric", async () => {
    const trial = syntheticTrial({ podsPerJob: 400, scheduler: { qps: 20, burst: 100 } });
    const diagnosis = await judged({ ...trial, waits: [], timeline: withoutLogs(trial.timeline) });
    expect(causesOf(diagnosis)).toEqual([kcm]);
    expect(diagnosis.findings[0]?.explainsSeconds).toBeCloseTo(18.5, 0);
    expect(diagnosis.ruledOut.map(({ cause }) => cause)).toContain(sched);
  });

  it("is the scheduler's limit once the job controller's is lifted", async () => {
    const diagnosis = await diagnosed({ podsPerJob: 400, controller: lifted });
    expect(causesOf(diagnosis)).toEqual([sched]);
    expect(diagnosis.findings[0]?.stage).toBe("S4");
    expect(diagnosis.findings[0]?.explainsSeconds).toBeCloseTo((400 - 100) / 50, 0);
  });

  it("is first the limit further down when both wait, for lifting the other would change nothing", async () => {
    const diagnosis = await diagnosed({ podsPerJob: 400, scheduler: { qps: 10, burst: 100 } });
    expect(causesOf(diagnosis)).toEqual([sched, kcm]);
  });

  it("is the processor when it is saturated and nobody waits: nothing is suggested", async () => {
    const diagnosis = await diagnosed({
      podsPerJob: 400,
      controller: lifted,
      scheduler: lifted,
      service: 0.05,
      busy: () => 0.98,
    });
    expect(causesOf(diagnosis)).toEqual(["kube-apiserver/overload"]);
    expect(diagnosis.findings[0]?.suggests).toEqual([]);
    const evidence = new Map(diagnosis.findings[0]?.evidence.map(({ fact, value }) => [fact, value]));
    expect(evidence.get("host.busiest")).toBe("kube-apiserver");
    expect(diagnosis.findings[0]?.advice).toContain("Nothing to raise");
  });

  it("is the token bucket and not the processor while the bucket is waited for, however busy the machine", async () => {
    const diagnosis = await diagnosed({ podsPerJob: 400, busy: () => 0.97 });
    expect(causesOf(diagnosis)[0]).toBe(kcm);
    expect(diagnosis.findings[0]?.explainsSeconds).toBeGreaterThan(18);
  });

  it("is not the control plane when other programs keep the machine busy", async () => {
    const diagnosis = await diagnosed({
      podsPerJob: 400,
      controller: lifted,
      scheduler: lifted,
      service: 0.05,
      busy: () => 0.98,
      users: { "kube-apiserver": 0.1, client: 0.05 },
    });
    expect(causesOf(diagnosis)).toEqual(["node/cpu-saturated"]);
    expect(diagnosis.findings[0]?.suggests).toEqual([]);
    expect(diagnosis.ruledOut.find(({ cause }) => cause === "kube-apiserver/overload")?.why).toMatch(
      /^control-plane.cores-share is 0.1, less than 0.5;/,
    );
  });

  it("is the client when 100 Jobs take one call each", async () => {
    const diagnosis = await diagnosed({ jobs: 100, podsPerJob: 1, calls: "each" });
    expect(causesOf(diagnosis)).toEqual(["client/serial-submission"]);
    expect(diagnosis.findings[0]?.stage).toBe("S1");
    expect(diagnosis.findings[0]?.suggests).toEqual([]);
    expect(diagnosis.findings[0]?.explainsSeconds).toBeCloseTo(99 * 0.254, 0);
  });

  it("is not the client while the Jobs it sends wait for tokens", async () => {
    const diagnosis = await diagnosed({ jobs: 100, podsPerJob: 10, calls: "each" });
    expect(causesOf(diagnosis)[0]).toBe(kcm);
    expect(causesOf(diagnosis)).not.toContain("client/serial-submission");
  });

  it("is not the client when the API server takes the time", async () => {
    const diagnosis = await diagnosed({ jobs: 20, podsPerJob: 1, jobService: 0.5 });
    expect(causesOf(diagnosis)).not.toContain("client/serial-submission");
  });

  it("is the worker pool when Jobs queue for busy workers without a token wait", async () => {
    const queued = { jobs: 60, podsPerJob: 1, queued: (job: number) => 0.1 * (job + 1) };
    const diagnosis = await diagnosed({ ...queued, worked: 30 });
    expect(causesOf(diagnosis)[0]).toBe("kube-controller-manager/worker-pool");
    expect(causesOf(await diagnosed({ ...queued, worked: 0.5 }))).not.toContain(
      "kube-controller-manager/worker-pool",
    );
  });

  it("is the API server's seats when requests queue for them on a machine with time to spare", async () => {
    const squeezed = { podsPerJob: 400, controller: lifted, scheduler: lifted, service: 0.3, seatWait: 0.25 };
    expect(causesOf(await diagnosed(squeezed))).toEqual(["kube-apiserver/priority-and-fairness"]);
    expect(causesOf(await diagnosed({ ...squeezed, busy: () => 0.97 }))).toEqual(["kube-apiserver/overload"]);
  });

  it.each([1, 5, 20, 30])("is nothing with %i pods under the stock limits", async (pods) => {
    const diagnosis = await diagnosed({ podsPerJob: pods });
    expect(causesOf(diagnosis)).toEqual(["none"]);
    expect(diagnosis.cannotTell).toEqual([]);
  });

  it("is unknown, and not nothing, when the deployment is slow and no rule knows why", async () => {
    const diagnosis = await diagnosed({ podsPerJob: 10, podStart: 20 });
    expect(causesOf(diagnosis)).toEqual([]);
    expect(diagnosis.ruledOut.map(({ cause }) => cause)).toContain("none");
  });
});

describe("what cannot be told", () => {
  const quick = syntheticTrial({ podsPerJob: 10 });

  it("without an audit log names what was missing, and nothing counts as healthy", async () => {
    const diagnosis = await judged(withoutAudit(quick));
    expect(causesOf(diagnosis)).toEqual([]);
    expect(diagnosis.cannotTell.map(({ cause }) => cause).sort()).toEqual([
      "client/rate-limit",
      "client/serial-submission",
      "kube-apiserver/priority-and-fairness",
      kcm,
      sched,
      "none",
    ]);
    expect(diagnosis.cannotTell.find(({ cause }) => cause === kcm)?.missing).toEqual([
      "job-controller.requests: the audit log shows no pod creates by the controller of their owner",
    ]);
    expect(diagnosis.cannotTell.find(({ cause }) => cause === "none")?.missing[0]).toContain(
      `not judged: client/rate-limit, client/serial-submission`,
    );
  });

  it.each([
    ["without processor samples", { ...quick, cpu: [] }],
    ["without metrics", { ...quick, metrics: [] }],
    ["without logs and metrics", { ...quick, metrics: [], timeline: withoutLogs(quick.timeline) }],
  ])("%s is never healthy", async (_, trial) => {
    const diagnosis = await judged(trial);
    expect(causesOf(diagnosis)).toEqual([]);
    expect(diagnosis.cannotTell.map(({ cause }) => cause)).toContain("none");
  });

  it("without a best case is never healthy", async () => {
    const diagnosis = await diagnose(rules, factsOf([quick], { plan: syntheticPlan, noiseSeconds: 0.1 }));
    expect(diagnosis.cannotTell).toEqual([
      {
        cause: "none",
        missing: [
          "deployment.gap-seconds: the model gives no best case for stage S1",
          "deployment.gap-share: the model gives no best case for stage S1",
        ],
      },
    ]);
  });
});

/** The same timeline as seen without the components' logs. */
function withoutLogs(timeline: TrialRecord["timeline"]): TrialRecord["timeline"] {
  const containers = timeline.containers.map((container) => ({
    ...container,
    points: Object.fromEntries(
      Object.entries(container.points).filter(
        ([, { source }]) => !source.endsWith("log") || source === "audit log",
      ),
    ),
  }));
  return { ...timeline, containers };
}
