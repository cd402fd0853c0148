import { describe, expect, it } from "vitest";
import { simulatedRecord, simulatedServiceTimes } from "../../../engine/simulated/index.ts";
import { trialSchema } from "../../../engine/store/trial-schema.ts";
import { stepsOf, coveragePercentOf } from "../../../engine/timeline/index.ts";
import type { TrialRecord } from "../../../engine/trial/index.ts";
import type { Plan } from "../../../experiments/index.ts";
import { shippedPlan, simulatedPlan } from "../../support/simulated.ts";

const startedAt = 1_700_000_000_000;

function recordOf(plan: Plan, seed = 1, at = startedAt): TrialRecord {
  return simulatedRecord({
    plan,
    label: "baseline-1",
    workload: plan.workload,
    settings: plan.settings,
    service: simulatedServiceTimes(plan),
    seed,
    startedAt: at,
  });
}

/** A record with its times of day as seconds since the client started. */
function withoutDay(record: TrialRecord): unknown {
  const { timeline, requests, waits, cpu, calls } = record;
  const since = (at: number): number => Math.round((at - timeline.startedAt) * 100);
  return {
    ...record,
    timeline: { ...timeline, startedAt: 0 },
    requests: requests.map((one) => ({ ...one, receivedAt: since(one.receivedAt) })),
    waits: waits.map((one) => ({ ...one, sentAt: since(one.sentAt) })),
    cpu: cpu.map((one) => ({ ...one, at: since(one.at) })),
    calls: calls.map((one) => ({ ...one, startedAt: 0, finishedAt: since(one.finishedAt) })),
  };
}

describe("the record of a simulated trial", () => {
  it("has the shape of a measured one", async () => {
    const record = recordOf(await shippedPlan("simulated.cfg"));
    expect(trialSchema.safeParse(JSON.parse(JSON.stringify(record))).error).toBeUndefined();
    expect(record).toMatchObject({ schema: 1, label: "baseline-1", cores: 2, warnings: [] });
    expect(record.timeline.containers).toHaveLength(400);
    expect(record.timeline.gaps).toEqual([]);
    expect(record.deploymentSeconds).toBe(
      record.timeline.containers.at(-1)!.points["container-running"]!.seconds,
    );
  });

  it("is the same at another time of day, and another one with another seed", async () => {
    const plan = await shippedPlan("simulated.cfg");
    const [first, later, other] = [
      recordOf(plan),
      recordOf(plan, 1, startedAt + 86_400_123),
      recordOf(plan, 2),
    ];
    expect(withoutDay(later)).toEqual(withoutDay(first));
    expect(other.deploymentSeconds).not.toBe(first.deploymentSeconds);
    expect(Math.abs(other.deploymentSeconds / first.deploymentSeconds - 1)).toBeLessThan(0.05);
  });

  it("logs waits of more than 50 ms as client-go does, with the request that waited", async () => {
    const { waits, deploymentSeconds } = recordOf(await shippedPlan("simulated.cfg"));
    const creates = waits.filter(({ url }) => url.endsWith("/pods"));
    // 400 pods through a bucket of 20 a second that holds 30.
    expect(creates.length).toBeGreaterThan(300);
    for (const wait of creates)
      expect(wait).toMatchObject({ component: "kube-controller-manager", verb: "POST" });
    for (const { waited, sentAt } of waits) {
      expect(waited).toBeGreaterThan(50);
      expect((sentAt - startedAt) / 1000).toBeLessThanOrEqual(deploymentSeconds + 1);
    }
  });

  it("audits the writes of the path by who sends them", async () => {
    const { requests } = recordOf(await shippedPlan("simulated.cfg"));
    const of = (resource: string): number => requests.filter((one) => one.resource === resource).length;
    expect([of("pods"), of("pods/binding")]).toEqual([400, 400]);
    expect(requests.find(({ resource }) => resource === "jobs")).toMatchObject({ user: "columbo" });
    expect(requests.every(({ latency, code }) => latency > 0 && code === 200)).toBe(true);
  });

  it("shows the quiet before the trial and then what the work takes", async () => {
    const { cpu, cores } = recordOf(await shippedPlan("simulated.cfg"));
    expect(cpu.filter(({ at }) => at <= startedAt)).toHaveLength(2);
    expect(cpu[0]!.hostBusy).toBeLessThan(0.1);
    expect(Math.max(...cpu.map(({ hostBusy }) => hostBusy))).toBeGreaterThan(0.15);
    for (const sample of cpu) {
      const used = Object.values(sample.cores).reduce((sum, part) => sum + part, 0);
      expect(used).toBeLessThanOrEqual(cores * 1.01);
      expect(sample).not.toHaveProperty("nodesBusy");
    }
  });

  it("tells nodes' machines from the control plane's, and seen points from modelled ones", async () => {
    const plan = await shippedPlan("simulated/node-bound.cfg");
    const { cpu, timeline } = recordOf(plan);
    expect(Math.max(...cpu.map(({ nodesBusy }) => nodesBusy!))).toBeGreaterThan(0.95);
    const points = timeline.containers.flatMap((one) => Object.values(one.points));
    expect(points.some(({ modelled }) => modelled === true)).toBe(false);
    expect(new Set(timeline.containers.map(({ node }) => node))).toEqual(new Set(["worker-1", "worker-2"]));
    expect(coveragePercentOf(stepsOf(timeline, plan))).toBe(100);
  });

  it("lets all nodes' work be the machine's own where they run on it", async () => {
    const shared = await simulatedPlan({ pods: 60, nodes: "real", simulated: ["one_machine = yes"] });
    const own = await simulatedPlan({ pods: 60, nodes: "real" });
    expect(recordOf(shared).cpu.every(({ nodesBusy }) => nodesBusy === undefined)).toBe(true);
    expect(recordOf(own).cpu.every(({ nodesBusy }) => nodesBusy !== undefined)).toBe(true);
  });
});

describe("the service times of a simulated cluster", () => {
  it("differ from run to run by as much as the experiment says", async () => {
    const work = async (seed: number): Promise<number> =>
      simulatedServiceTimes(
        await simulatedPlan({
          pods: 5,
          simulated: ["work_error = 0.2"],
          columbo: [`seed = ${seed}`],
        }),
      ).workPerPod.server;
    const [one, same, other] = [await work(1), await work(1), await work(2)];
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(other / one).toBeGreaterThan(0.3);
    expect(other / one).toBeLessThan(3);
  });

  it("take round trips, webhooks and the work of a start from the plan", async () => {
    const plan = await simulatedPlan({
      pods: 5,
      nodes: "real",
      simulated: ["node_round_trip_ms = 15", "webhook_ms = 40", "node_work = 0.5"],
    });
    expect(simulatedServiceTimes(plan)).toMatchObject({
      roundTrip: { client: 0, node: 0.015 },
      webhook: { object: 0, pod: 0.04 },
      workPerPod: { node: 0.5 },
      nodeCores: 4,
    });
  });
});
