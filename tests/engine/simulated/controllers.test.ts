import { describe, expect, it } from "vitest";
import { diagnose, factsOf } from "../../../engine/diagnose/index.ts";
import { bestCase } from "../../../engine/model/index.ts";
import { inputOf, simulatedRecord, simulatedServiceTimes } from "../../../engine/simulated/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import type { Plan } from "../../../experiments/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { simulatedPlan } from "../../support/simulated.ts";

const rateLimit = "kube-controller-manager/client-rate-limit";
const ordered = "workload/ordered-start";
const account = (name: string): string => `system:serviceaccount:kube-system:${name}-controller`;

function recordOf(plan: Plan): TrialRecord {
  return simulatedRecord({
    plan,
    label: "baseline-1",
    workload: plan.workload,
    settings: plan.settings,
    service: simulatedServiceTimes(plan),
    seed: 1,
    startedAt: 1_700_000_000_000,
  });
}

async function causesOf(plan: Plan, trial: TrialRecord): Promise<readonly string[]> {
  const model = { bestCase: bestCase(inputOf(plan, plan.settings, simulatedServiceTimes(plan), 1)).stages };
  const diagnosis = await diagnose(await loadRules([]), factsOf([trial], { plan, noiseSeconds: 0.2, model }));
  return diagnosis.findings.map(({ cause }) => cause);
}

describe("the record of a simulated trial of another kind", () => {
  it.each([
    ["deployment", "replicaset", "/apis/apps/v1/namespaces/columbo/replicasets/"],
    ["statefulset", "statefulset", "/apis/apps/v1/namespaces/columbo/statefulsets/"],
  ])("shows of a %s who creates its pods and waits for it", async (kind, controller, status) => {
    const plan = await simulatedPlan({
      pods: 100,
      columbo: [`workload = ${kind}`],
      kubernetes: kind === "statefulset" ? ["workload.StatefulSet.podManagementPolicy = Parallel"] : [],
    });
    const trial = recordOf(plan);
    const creates = trial.requests.filter(({ verb, resource }) => verb === "create" && resource === "pods");
    expect(creates).toHaveLength(100);
    expect(new Set(creates.map(({ user }) => user))).toEqual(new Set([account(controller)]));
    const ofObject = trial.requests.filter(({ resource }) => resource === `${kind}s`);
    expect(ofObject.map(({ verb, user }) => `${user} ${verb}`)).toEqual(["columbo get", "columbo create"]);
    const urls = trial.waits.map(({ verb, url }) => `${verb} ${url}`);
    expect(urls.filter((url) => url.endsWith("/pods")).length).toBeGreaterThan(60);
    expect(urls.filter((url) => url.startsWith("PUT")).every((url) => url.includes(status))).toBe(true);
    expect(await causesOf(plan, trial)).toContain(rateLimit);
  });

  it("finds no limit where all pods fit into the burst", async () => {
    const plan = await simulatedPlan({ pods: 10, columbo: ["workload = deployment"] });
    expect(await causesOf(plan, recordOf(plan))).not.toContain(rateLimit);
  });

  it("blames no limit for pods that start one after the other, but their order", async () => {
    const plan = await simulatedPlan({ pods: 10, columbo: ["workload = statefulset"] });
    const trial = recordOf(plan);
    expect(trial.deploymentSeconds).toBeGreaterThan(4);
    const causes = await causesOf(plan, trial);
    expect(causes).toContain(ordered);
    expect(causes).not.toContain(rateLimit);
  });

  it("blames no order where a StatefulSet starts all at once, nor where a slow client makes pods follow", async () => {
    const parallel = await simulatedPlan({
      pods: 60,
      columbo: ["workload = statefulset"],
      kubernetes: ["workload.StatefulSet.podManagementPolicy = Parallel"],
    });
    const slow = await simulatedPlan({
      pods: 10,
      columbo: ["workload = deployment"],
      kubernetes: ["kube-controller-manager.kube-api-qps = 1", "kube-controller-manager.kube-api-burst = 1"],
    });
    for (const plan of [parallel, slow]) {
      const causes = await causesOf(plan, recordOf(plan));
      expect(causes).toContain(rateLimit);
      expect(causes).not.toContain(ordered);
    }
  });
});
