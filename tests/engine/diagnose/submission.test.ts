import { describe, expect, it } from "vitest";
import { diagnose, factsOf } from "../../../engine/diagnose/index.ts";
import type { TrialRecord } from "../../../engine/trial/record.ts";
import { loadRules } from "../../../rules/index.ts";
import { syntheticPlan, syntheticTrial } from "../../support/synthetic-trial.ts";

const rules = await loadRules();

/** 40 Jobs of a call each, whose creates the API server is slow to answer, on a machine that is used up meanwhile. */
function calls(client: number): TrialRecord {
  const users = { client, "kube-apiserver": 0.9 - client };
  const record = syntheticTrial({
    ...{ jobs: 40, podsPerJob: 1, calls: "each" as const, callSeconds: 0.1, busy: () => 1, users },
    controller: { qps: 1000, burst: 1000 },
    scheduler: { qps: 1000, burst: 1000 },
  });
  const requests = record.requests.map((one) => (one.resource === "jobs" ? { ...one, latency: 90 } : one));
  return { ...record, requests };
}

const judged = (trial: TrialRecord) => {
  const facts = factsOf([trial], { plan: syntheticPlan, noiseSeconds: 0.1 });
  return diagnose(rules, facts);
};

describe("calls that keep the machine busy themselves", () => {
  it("are the client's own cause, however slowly the API server answers beside them", async () => {
    const { findings } = await judged(calls(0.6));
    expect(findings[0]?.cause).toBe("client/serial-submission");
    expect(findings.map(({ cause }) => cause)).not.toContain("node/cpu-saturated");
  });

  it("are not where the control plane uses the processor", async () => {
    const { findings } = await judged(calls(0.1));
    expect(findings[0]?.cause).toBe("kube-apiserver/overload");
    expect(findings.map(({ cause }) => cause)).not.toContain("client/serial-submission");
  });
});
