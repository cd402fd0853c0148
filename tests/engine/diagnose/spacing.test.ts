import { describe, expect, it } from "vitest";
import { diagnose, factsOf, type Diagnosis } from "../../../engine/diagnose/index.ts";
import type { TrialRecord } from "../../../engine/trial/record.ts";
import { loadRules } from "../../../rules/index.ts";
import { syntheticPlan, syntheticTrial, type SyntheticSetup } from "../../support/synthetic-trial.ts";

const rules = await loadRules();
const lifted = { qps: 5000, burst: 5000 };
const controller = "kube-controller-manager/client-rate-limit";
const scheduler = "kube-scheduler/client-rate-limit";

/** What pods' watch and events' names show of a trial, all that there is where the control plane is out of reach. */
function fromAfar(trial: TrialRecord): TrialRecord {
  const seen = new Map([
    ["client-start", "Columbo's clock"],
    ["pod-stored", "pod watch"],
    ["binding-stored", "event names"],
    ["pod-delivered", "pod watch"],
    ["container-running", "pod watch"],
  ]);
  const containers = trial.timeline.containers.map((container) => ({
    ...container,
    points: Object.fromEntries(
      Object.entries(container.points).flatMap(([id, point], index) => {
        const source = seen.get(id);
        // A watch delivers a little late, not always by the same delay.
        const seconds = point.seconds + 0.002 + 0.001 * Math.sin(index * 7 + point.seconds * 1000);
        return source === undefined ? [] : [[id, { ...point, source, seconds }]];
      }),
    ),
  }));
  const timeline = { ...trial.timeline, containers };
  return { ...trial, timeline, requests: [], waits: [], metrics: [], cpu: [] };
}

async function judged(change: Partial<SyntheticSetup>): Promise<Diagnosis> {
  const facts = factsOf([fromAfar(syntheticTrial(change))], { plan: syntheticPlan, noiseSeconds: 0.15 });
  return diagnose(rules, facts);
}

describe("a client's limit, by nothing but the spacing of what it did", () => {
  it("is the job controller's when pods come one every 1/qps after its burst", async () => {
    const { findings, ruledOut } = await judged({ podsPerJob: 400 });
    expect(findings.map(({ cause }) => cause)).toEqual([controller]);
    expect(findings[0]!.explainsSeconds).toBeGreaterThan(0.9 * ((400 - 30) / 20));
    expect(findings[0]!.evidence.find(({ fact }) => fact === "job-controller.requests")?.origin).toBe(
      "pod watch",
    );
    // Its bindings come every 50 ms too, which is not its own rate.
    expect(ruledOut.map(({ cause }) => cause)).toContain(scheduler);
  });

  it("is the scheduler's when bindings come one every 1/qps and pods do not", async () => {
    const { findings } = await judged({ podsPerJob: 400, controller: lifted });
    expect(findings.map(({ cause }) => cause)).toEqual([scheduler]);
  });

  it("is the job controller's alone when the scheduler has the same rate and is handed pods at it", async () => {
    const same = { qps: 20, burst: 30 };
    const { findings } = await judged({ podsPerJob: 400, controller: same, scheduler: same });
    expect(findings.map(({ cause }) => cause)).toEqual([controller]);
  });

  it("is nobody's when all fits into the bursts, or both are lifted", async () => {
    for (const change of [{ podsPerJob: 25 }, { podsPerJob: 400, controller: lifted, scheduler: lifted }]) {
      const causes = (await judged(change)).findings.map(({ cause }) => cause);
      expect(causes).not.toContain(controller);
      expect(causes).not.toContain(scheduler);
    }
  });
});
