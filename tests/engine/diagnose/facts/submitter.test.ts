import { describe, expect, it } from "vitest";
import { submitterFacts } from "../../../../engine/diagnose/facts/submitter.ts";
import { viewOf } from "../../../../engine/diagnose/trial-view.ts";
import type { AuditedRequest } from "../../../../engine/trial/record.ts";
import type { Plan } from "../../../../experiments/index.ts";
import { syntheticPlan, syntheticTrial } from "../../../support/synthetic-trial.ts";

const operator = "system:serviceaccount:team:operator";

/** Requests of an operator at these seconds, each answered within so many milliseconds, on an otherwise idle cluster. */
function facts(seconds: readonly number[], latency = 5, change: Partial<AuditedRequest> = {}) {
  const record = syntheticTrial({ podsPerJob: 5 });
  const { startedAt } = record.timeline;
  const requests = seconds.map((at) => ({
    ...{ verb: "patch", resource: "deployments/scale", user: operator, code: 200, latency },
    ...{ receivedAt: startedAt + at * 1000 },
    ...change,
  }));
  const cluster = record.requests.filter(({ resource }) => resource !== "jobs");
  const all = { ...record, deploymentSeconds: 10, requests: [...cluster, ...requests] };
  const readings = submitterFacts(viewOf(all, { plan: syntheticPlan, noiseSeconds: 0.1 }));
  return Object.fromEntries(
    Object.entries(readings).map(([id, reading]) => [
      id.slice("submitter.".length),
      "missing" in reading ? reading.missing : reading.value,
    ]),
  );
}

/** What a token bucket lets through when everything is asked for at once. */
const bucket = (count: number, qps: number, burst: number): readonly number[] =>
  Array.from({ length: count }, (_, index) =>
    index < burst ? index * 0.001 : (index - burst + 1) / qps + burst * 0.001,
  );

describe("whoever submits", () => {
  it("is seen to wait for its own bucket: a burst at once, then equal gaps that answers do not explain", () => {
    const found = facts(bucket(130, 20, 30));
    expect(found).toMatchObject({ name: operator, requests: 130, burst: 30, "even-share": 1 });
    expect(found["rate"]).toBeCloseTo(20, 1);
    expect(found["paced-seconds"]).toBeCloseTo(5, 1);
    expect(found["answer-share"]).toBeCloseTo(0.1, 2);
  });

  it("has no burst when it makes one call after the other", () => {
    expect(facts(Array.from({ length: 50 }, (_, index) => index * 0.09))).toMatchObject({ burst: 1 });
  });

  it("waits for the server where answers take as long as the gaps", () => {
    expect(facts(bucket(60, 5, 5), 195)["answer-share"]).toBeGreaterThan(0.9);
  });

  it("is nobody of the control plane, and nobody where one object is submitted", () => {
    const own = { user: "system:serviceaccount:kube-system:deployment-controller" };
    expect(facts(bucket(130, 20, 30), 5, own)).toMatchObject({ requests: 0 });
    const plan = { ...syntheticPlan, workload: { method: "pod" } } as Plan;
    const readings = submitterFacts(viewOf(syntheticTrial(), { plan, noiseSeconds: 0.1 }));
    expect(readings["submitter.paced-seconds"]).toMatchObject({ value: 0 });
  });
});
