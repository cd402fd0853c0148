import { describe, expect, test } from "vitest";
import { diagnose, factsOf } from "../../../../engine/diagnose/index.ts";
import { remediesOf } from "../../../../engine/remedies/index.ts";
import type { MetricDelta, PriorityLevelState, TrialRecord } from "../../../../engine/trial/record.ts";
import { loadRules } from "../../../../rules/index.ts";
import { syntheticPlan, syntheticTrial, type SyntheticSetup } from "../../../support/synthetic-trial.ts";

const rules = await loadRules([]);
const lifted: Partial<SyntheticSetup> = {
  controller: { qps: 5000, burst: 5000 },
  scheduler: { qps: 5000, burst: 5000 },
};

function judged(trial: TrialRecord) {
  const facts = factsOf([trial], { plan: syntheticPlan, noiseSeconds: 0.15 });
  const valueOf = (id: string) => facts.known.get(id)?.value;
  const findings = async () => (await diagnose(rules, facts)).findings;
  return { facts, valueOf, findings, first: async () => (await findings())[0] };
}

function histogram(
  component: MetricDelta["component"],
  name: string,
  { sum, count }: { readonly sum: number; readonly count: number },
  labels: MetricDelta["labels"] = {},
): readonly MetricDelta[] {
  return [
    { component, name: `${name}_sum`, labels, delta: sum },
    { component, name: `${name}_count`, labels, delta: count },
  ];
}

const withMetrics = (trial: TrialRecord, more: readonly MetricDelta[]): TrialRecord => ({
  ...trial,
  metrics: [...trial.metrics, ...more],
});

/** Pods in batches that double, each of which takes the API server 0.2 s, and then their bindings. */
const slow = syntheticTrial({ ...lifted, podsPerJob: 40, service: 0.2, busy: () => 0.1 });

describe("a slow disk under etcd", () => {
  const stored = (seconds: number) =>
    ["create", "update"].flatMap((operation) =>
      histogram(
        "kube-apiserver",
        "etcd_request_duration_seconds",
        { sum: 40 * seconds, count: 40 },
        { operation, resource: "pods" },
      ),
    );
  const fsync = (mean: number) =>
    histogram("etcd", "etcd_disk_wal_fsync_duration_seconds", { sum: 80 * mean, count: 80 });

  test("is the cause as far as writes to its log take longer than on a good one", async () => {
    const { valueOf, findings } = judged(withMetrics(slow, [...stored(0.18), ...fsync(0.1)]));
    expect(valueOf("etcd.fsync-mean-seconds")).toBeCloseTo(0.1, 9);
    // 0.18 of 0.2 s of each create are in etcd, of which a good disk would take a tenth.
    const whole = Number(valueOf("etcd.disk-seconds")) / (0.9 * 0.9);
    // Six batches, and the bindings of the last one.
    expect(whole).toBeGreaterThan(7 * 0.2);
    expect(whole).toBeLessThan(slow.deploymentSeconds);
    const found = await findings();
    expect(found[0]).toMatchObject({ cause: "etcd/slow-disk", suggests: [] });
    expect(found.map(({ cause }) => cause).filter((cause) => cause.endsWith("client-rate-limit"))).toEqual(
      [],
    );
  });

  test("is not where requests to etcd take long and its disk does not", async () => {
    const { valueOf, findings } = judged(withMetrics(slow, [...stored(0.18), ...fsync(0.002)]));
    expect(valueOf("etcd.disk-seconds")).toBe(0);
    expect((await findings()).map(({ cause }) => cause)).not.toContain("etcd/slow-disk");
  });

  test("is ruled out by quick answers where etcd cannot be read, and unknown with slow ones", () => {
    expect(judged(withMetrics(slow, stored(0.004))).valueOf("etcd.disk-seconds")).toBe(0);
    expect(judged(withMetrics(slow, stored(0.18))).facts.missing.get("etcd.disk-seconds")).toBe(
      "no metrics of etcd were read",
    );
  });
});

describe("a slow webhook", () => {
  const asked = (name: string, seconds: number, calls = 40) =>
    histogram(
      "kube-apiserver",
      "apiserver_admission_webhook_admission_duration_seconds",
      { sum: seconds * calls, count: calls },
      { name, operation: "CREATE", type: "validating", rejected: "false" },
    );

  test("is named, with its time for an object, and explains when creates waited for it", async () => {
    const trial = withMetrics(slow, [...asked("quick.example", 0.001), ...asked("slow.example", 0.19)]);
    const { valueOf, first } = judged(trial);
    expect(valueOf("webhook.name")).toBe("slow.example");
    expect(valueOf("webhook.seconds-per-object")).toBeCloseTo(0.19, 9);
    expect(valueOf("webhook.delay-seconds")).toBeGreaterThan(6 * 0.2);
    const found = await first();
    expect(found?.cause).toBe("admission-webhook/slow");
    expect(found?.title).toContain("slow.example, 0.19 s on average");
    expect(found?.suggests).toEqual([]);
  });

  test("is none where no create took as long as it does", () => {
    const quick = syntheticTrial({ ...lifted, podsPerJob: 40, service: 0.002 });
    expect(judged(withMetrics(quick, asked("a.example", 0.19))).valueOf("webhook.delay-seconds")).toBe(0);
    expect(judged(quick).valueOf("webhook.name")).toBe("none");
  });
});

describe("seats of the API server", () => {
  const level = (name: string, shares: number): PriorityLevelState => ({
    ...{ name, shares, lendablePercent: 0, flowSchemas: [] },
  });
  const waited = (level: string, schema: string, sum: number) =>
    histogram(
      "kube-apiserver",
      "apiserver_flowcontrol_request_wait_duration_seconds",
      { sum, count: 40 },
      { priority_level: level, flow_schema: schema, execute: "true" },
    );
  const base = { ...slow, metrics: slow.metrics.filter(({ name }) => !name.includes("flowcontrol")) };
  const priorityLevels = [level("workload-high", 40), level("batch", 1), level("global-default", 204)];
  const squeezed: TrialRecord = {
    ...withMetrics(base, [
      ...waited("workload-high", "kube-scheduler", 0.01),
      ...waited("batch", "jobs", 0.19 * 40),
    ]),
    priorityLevels,
  };

  test("are waited for at a level of somebody's own, which is named and whose share is raised", async () => {
    const { valueOf, facts, first } = judged(squeezed);
    expect(valueOf("seats.level")).toBe("batch");
    expect(valueOf("seats.flow-schema")).toBe("jobs");
    // ceil(600 seats x 1 of 245 shares).
    expect(valueOf("seats.count")).toBe(3);
    const found = await first();
    expect(found?.cause).toBe("kube-apiserver/priority-and-fairness");
    const [parameter = ""] = found?.suggests ?? [];
    expect(parameter).toBe("kube-apiserver.PriorityLevelConfiguration.batch.nominalConcurrencyShares");
    const trial = { ...squeezed, requests: squeezed.requests.map((one) => ({ ...one, latency: 4000 })) };
    const context = { plan: syntheticPlan, settings: trial.settings, trial, cause: found?.cause ?? "" };
    const atOnce = judged(trial);
    const wanted = Number(atOnce.valueOf("seats.at-once"));
    expect(wanted).toBeGreaterThan(10);
    const [remedied] = remediesOf(parameter).flatMap((remedy) =>
      remedy.values({ ...context, facts: atOnce.facts }),
    );
    if (remedied === undefined || "reason" in remedied) throw new Error("expected a value");
    expect(remedied.before).toEqual([{ parameter, value: 1 }]);
    const shares = Number(remedied.settings[0]?.value);
    const seats = (of: number): number => Math.ceil((600 * of) / (244 + of));
    expect(seats(shares)).toBeGreaterThanOrEqual(wanted);
    expect(seats(shares - 1)).toBeLessThan(wanted);
    expect(facts.missing.has("seats.count")).toBe(false);
  });

  test("are not when only somebody else's requests wait", async () => {
    const others = { ...withMetrics(base, waited("workload-low", "service-accounts", 90)), priorityLevels };
    const { valueOf, findings } = judged(others);
    expect(valueOf("kube-apiserver.seat-wait-seconds")).toBe(0);
    expect((await findings()).map(({ cause }) => cause)).not.toContain(
      "kube-apiserver/priority-and-fairness",
    );
  });
});

describe("an API server without processor time", () => {
  const held = (trial: TrialRecord): TrialRecord => ({
    ...trial,
    cpu: trial.cpu.map((sample) => ({
      ...sample,
      quotas: { "kube-apiserver": { cores: 0.2, throttledShare: 1 } },
    })),
  });

  test("comes before the token bucket that is waited for at the same time", async () => {
    const paced = syntheticTrial({ podsPerJob: 200 });
    expect((await judged(paced).first())?.cause).toBe("kube-controller-manager/client-rate-limit");
    const { valueOf, findings } = judged(held(paced));
    expect(valueOf("kube-apiserver.quota-cores")).toBe(0.2);
    const [first, ...others] = await findings();
    expect(first?.cause).toBe("kube-apiserver/overload");
    expect(first?.title).toContain("the quota of its control group is used up");
    expect(others.map(({ cause }) => cause)).not.toContain("kube-controller-manager/client-rate-limit");
  });

  test("is not where the quota is used up for a moment only", async () => {
    const trial = held(slow);
    const brief = { ...trial, cpu: trial.cpu.map((one, at) => (at === 3 ? one : (slow.cpu[at] ?? one))) };
    expect((await judged(brief).findings()).map(({ cause }) => cause)).not.toContain(
      "kube-apiserver/overload",
    );
  });

  test("names the client that takes it, and its part", async () => {
    const busy = syntheticTrial({
      ...lifted,
      ...{ podsPerJob: 200, service: 0.5, busy: () => 1, users: { "kube-apiserver": 0.6, etcd: 0.05 } },
    });
    const own = busy.requests.reduce((sum, { latency }) => sum + latency / 1000, 0);
    const user = "system:serviceaccount:monitoring:lister";
    const load = { user, userAgent: "lister/1.0", verb: "list", resource: "pods", requests: 90 };
    const { valueOf, first } = judged({ ...busy, loads: [{ ...load, seconds: 3 * own }] });
    expect(valueOf("other-clients.share")).toBeCloseTo(0.75, 9);
    const found = await first();
    expect(found?.cause).toBe("kube-apiserver/overload");
    expect(found?.title).toContain(`${user} took 75 % of its time (list pods)`);
    expect(found?.evidence).toContainEqual(
      expect.objectContaining({ fact: "other-clients.user", value: user }),
    );
  });

  test("is not for a client's sake while there is time to spare", async () => {
    const loads = [
      { user: "ci", userAgent: "kubectl", verb: "list", resource: "pods", requests: 9, seconds: 60 },
    ];
    const { valueOf, findings } = judged({ ...slow, loads });
    expect(valueOf("other-clients.delay-seconds")).toBe(0);
    expect((await findings()).map(({ cause }) => cause)).not.toContain("kube-apiserver/overload");
  });
});
