import { describe, expect, it } from "vitest";
import { networkFacts, shareOfNetwork } from "../../../../engine/diagnose/facts/network.ts";
import { viewOf } from "../../../../engine/diagnose/trial-view.ts";
import type { TrialRecord } from "../../../../engine/trial/record.ts";
import type { Plan } from "../../../../experiments/index.ts";
import { syntheticPlan, syntheticTrial } from "../../../support/synthetic-trial.ts";

/** A view of 10 Jobs, the last of which is received 4 s after the client's start, with a call of so many round trips. */
function view(roundTrips?: number, change: Partial<TrialRecord> = {}, provider: Plan["provider"] = "local") {
  const record = syntheticTrial({ podsPerJob: 5 });
  const { startedAt } = record.timeline;
  const requests = Array.from({ length: 10 }, (_, index) => ({
    ...{ verb: "create", resource: "jobs", user: "columbo", code: 201, latency: 3 },
    receivedAt: startedAt + 400 * (index + 1),
  }));
  const call = { startedAt, finishedAt: startedAt + 4100, jobs: ["a"] };
  const calls = [roundTrips === undefined ? call : { ...call, roundTrips }];
  const all = { ...record, deploymentSeconds: 10, requests, waits: [], calls, ...change };
  return viewOf(all, { plan: { ...syntheticPlan, provider }, noiseSeconds: 0.1 });
}

const values = (...given: Parameters<typeof view>) =>
  Object.fromEntries(
    Object.entries(networkFacts(view(...given))).map(([id, reading]) => [
      id,
      "missing" in reading ? reading.missing : reading.value,
    ]),
  );

describe("the distance of the API server", () => {
  it("costs as many round trips as the client waited for, one after the other", () => {
    const found = values(25, { roundTripSeconds: 0.1 });
    expect(found["network.waited-seconds"]).toBeCloseTo(2.5, 5);
    expect(found["network.waited-share"]).toBeCloseTo(0.25, 5);
    expect(shareOfNetwork(view(25, { roundTripSeconds: 0.1 }))).toBeCloseTo(0.625, 5);
  });

  it("costs no more than submitting took, however many requests ran beside each other", () => {
    expect(values(100, { roundTripSeconds: 0.1 })["network.waited-seconds"]).toBeCloseTo(4, 5);
  });

  it("costs nothing while a token bucket sets the pace", () => {
    const { record } = view();
    const waits = [
      {
        component: "kube-controller-manager" as const,
        verb: "POST",
        url: "https://127.0.0.1/api/v1/namespaces/columbo/pods",
        sentAt: record.timeline.startedAt + 200,
        waited: 200,
      },
    ];
    const found = values(25, { roundTripSeconds: 0.1, waits });
    expect(found["network.waited-seconds"]).toBeCloseTo(0.625 * 3.8, 5);
  });

  it("is nothing on one machine, and unknown where a cluster that is there was not asked", () => {
    expect(values(25)).toMatchObject({ "network.round-trip-seconds": 0, "network.waited-seconds": 0 });
    expect(values(25, {}, "existing")["network.waited-seconds"]).toMatch(/not measured/);
    expect(values(undefined, { roundTripSeconds: 0.1 }, "existing")["network.waited-seconds"]).toMatch(
      /not counted/,
    );
  });

  it("is nobody's who did not submit", () => {
    expect(values(undefined, { calls: [], roundTripSeconds: 0.1 }, "existing")).toMatchObject({
      "network.round-trips": 0,
      "network.waited-seconds": 0,
    });
  });
});
