import { describe, expect, it } from "vitest";
import { limitsOf, priorServiceTimes, simulate } from "../../../engine/model/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import { bucketSettings } from "./inputs.ts";

const run = (settings: readonly Setting[]) =>
  simulate({
    method: "pod",
    instances: 400,
    podStart: { minMs: 500, maxMs: 500 },
    nodes: ["kwok", "kwok"],
    limits: limitsOf(
      [...bucketSettings({ controller: [10_000, 100_000], scheduler: [10_000, 100_000] }), ...settings],
      "v1.34.4",
    ),
    service: { ...priorServiceTimes(64), webhook: { object: 0, pod: 0.2 } },
    seed: 1,
    traced: true,
  });
const few: readonly Setting[] = [
  { parameter: "kube-apiserver.max-requests-inflight", value: 60 },
  { parameter: "kube-apiserver.max-mutating-requests-inflight", value: 30 },
];

describe("seats of the API server", () => {
  it("bound the creations that are worked on at once to the level's share, and the rest is in line", () => {
    const { trace } = run(few);
    const creations = trace!.requests.filter(({ operation }) => operation === "pod-create");
    // 90 seats x 40 / 245, rounded up, each of about 0.2 s.
    const seats = Math.ceil((90 * 40) / 245);
    const active = (at: number): number =>
      creations.filter(
        ({ receivedAt, queued, seconds }) => receivedAt + queued <= at && receivedAt + seconds > at,
      ).length;
    const most = Math.max(...creations.map(({ receivedAt, queued }) => active(receivedAt + queued)));
    expect(most).toBeLessThanOrEqual(seats);
    expect(most).toBeGreaterThan(seats / 2);
    expect(Math.max(...creations.map(({ queued }) => queued))).toBeGreaterThan(0.5);
  });

  it("are no limit at 400 and 200 for a Job, unless requests take long", () => {
    const stock = run([]);
    const more = run([{ parameter: "kube-apiserver.max-requests-inflight", value: 4000 }]);
    expect(run(few).deploymentSeconds).toBeGreaterThan(stock.deploymentSeconds + 1);
    expect(stock.deploymentSeconds / more.deploymentSeconds).toBeLessThan(1.25);
  });
});
