import { describe, expect, it } from "vitest";
import { diagnose, factsOf, type Diagnosis, type FactSet } from "../../../engine/diagnose/index.ts";
import type { CpuSample, TrialRecord } from "../../../engine/trial/record.ts";
import { loadRules } from "../../../rules/index.ts";
import { onKubelets, type KubeletSetup } from "../../support/synthetic-kubelet.ts";
import { syntheticPlan, syntheticTrial, type SyntheticSetup } from "../../support/synthetic-trial.ts";

const rules = await loadRules();
const bestCase = { S1: 0.26, S2: 0.003, S3: 0.02, S4: 0.02, S5: 0.12, S6: 0.08 };

const trialOn = (setup: Partial<KubeletSetup>, change: Partial<SyntheticSetup> = {}): TrialRecord =>
  onKubelets(syntheticTrial(change), { cores: 2, workPerPod: 0.22, volume: true, ...setup });
const factsFor = (trial: TrialRecord): FactSet =>
  factsOf([trial], {
    plan: syntheticPlan,
    noiseSeconds: 0.1,
    model: { bestCase, predicted: bestCase, unloadedStart: 0.5 },
  });
const judged = (trial: TrialRecord): Promise<Diagnosis> => diagnose(rules, factsFor(trial));
const causesOf = ({ findings }: Diagnosis): string[] => findings.map(({ cause }) => cause);
const valueOf = (facts: FactSet, id: string): unknown => facts.known.get(id)?.value;

describe("nodes with a kubelet", () => {
  it("a hundred pods on a node of two cores: its processor, and no client's limit", async () => {
    const trial = trialOn({});
    const { findings, ruledOut } = await judged(trial);
    expect(findings.map(({ cause }) => cause)).toEqual(["node/cpu-saturated"]);
    const [finding] = findings;
    expect(finding?.suggests).toEqual([]);
    // 100 x 0.22 core-seconds on two cores.
    expect(finding?.explainsSeconds).toBeGreaterThan(0.9 * 11);
    const shown = new Map(finding?.evidence.map(({ fact, value }) => [fact, value]));
    expect(shown.get("node.cores-share")).toBeGreaterThan(0.6);
    expect(Number(shown.get("node.seconds-per-pod"))).toBeGreaterThan(0.15);
    expect(shown.get("nodes.most-starting")).toBeGreaterThan(40);
    const others = ruledOut.map(({ cause }) => cause);
    expect(others).toContain("kube-controller-manager/client-rate-limit");
    expect(others).toContain("kubelet/volume-wait");
  });

  it("the job controller's client did wait meanwhile, but not for that", () => {
    const facts = factsFor(trialOn({}));
    expect(valueOf(facts, "job-controller.waiting-seconds")).toBeGreaterThan(3);
    expect(valueOf(facts, "job-controller.paced-seconds")).toBeLessThan(0.5);
    expect(valueOf(facts, "nodes.congested-seconds")).toBeGreaterThan(8);
  });

  it("nodes that keep up: the job controller's limit as ever", async () => {
    const trial = trialOn({ cores: 32 }, { podsPerJob: 400 });
    const { findings } = await judged(trial);
    expect(findings.map(({ cause }) => cause)).toEqual(["kube-controller-manager/client-rate-limit"]);
    expect(findings[0]?.explainsSeconds).toBeCloseTo((400 - 30) / 20, 0);
  });

  it("without processor samples, as on a cluster elsewhere, pods that wait for their node still rule the limit out", async () => {
    const { findings, ruledOut } = await judged({ ...trialOn({}), cpu: [] });
    expect(findings).toEqual([]);
    expect(ruledOut.map(({ cause }) => cause)).toContain("kube-controller-manager/client-rate-limit");
  });
});

describe("nodes on virtual machines", () => {
  /** The same trial with its machines seen from outside. */
  const virtual = (trial: TrialRecord, change: (sample: CpuSample) => Partial<CpuSample>): TrialRecord => ({
    ...trial,
    cpu: trial.cpu.map((sample) => ({ ...sample, ...change(sample) })),
  });

  it("that have no more to get are what holds back, though their host has", async () => {
    const trial = virtual(trialOn({}), ({ hostBusy }) => ({
      hostBusy: hostBusy / 4,
      machinesBusy: { node: Math.min(1, hostBusy), "control-machine": 0.1 },
    }));
    const { findings } = await judged(trial);
    expect(findings.map(({ cause }) => cause)).toEqual(["node/cpu-saturated"]);
    expect(valueOf(factsFor(trial), "node.cores-share")).toBe(1);
    expect(valueOf(factsFor(trial), "control-plane.cores-share")).toBe(0);
  });

  it("leave a control plane's machine to be the one that has no more to get", () => {
    const trial = virtual(trialOn({ cores: 32 }, { podsPerJob: 400 }), ({ cores }) => ({
      hostBusy: 0.3,
      machinesBusy: { node: 0.2, "control-machine": 0.98 },
      cores: { ...cores, "kube-apiserver": 0.7, etcd: 0.2 },
    }));
    expect(valueOf(factsFor(trial), "control-plane.cores-share")).toBe(1);
    expect(valueOf(factsFor(trial), "node.cores-share")).toBe(0);
  });

  it("compete with the control plane's for a host that is busy", () => {
    const trial = virtual(trialOn({}), () => ({
      hostBusy: 1,
      machinesBusy: { node: 0.99, "control-machine": 0.2 },
      cores: { node: 1.4, "kube-apiserver": 0.4, etcd: 0.1, columbo: 0.1 },
    }));
    const facts = factsFor(trial);
    expect(valueOf(facts, "node.cores-share")).toBeCloseTo(0.7, 9);
    expect(valueOf(facts, "control-plane.cores-share")).toBeCloseTo(0.25, 9);
    expect(valueOf(facts, "host.others-cores")).toBeCloseTo(0, 9);
    expect(valueOf(facts, "host.busiest")).toBe("node");
  });

  it("whose control plane is elsewhere say nothing of it", () => {
    const trial = virtual(trialOn({}), () => ({ hostBusy: 1, cores: { node: 1.4, columbo: 0.1 } }));
    const { missing } = factsFor(trial);
    expect(missing.get("control-plane.cores-share")).toBe("what they used was not seen");
    expect(missing.get("kube-apiserver.cores")).toBe("nobody saw what kube-apiserver used");
  });
});

it("Columbo's own processors are no part of a cluster that was there already", () => {
  const { known, missing } = factsOf([trialOn({})], {
    plan: { ...syntheticPlan, provider: "existing" },
    noiseSeconds: 0.1,
  });
  expect(known.has("host.cores")).toBe(false);
  expect(missing.get("host.cores")).toContain("machines that Columbo does not see");
});

describe("the wait for volumes", () => {
  it("is what a single pod's start is longest in", async () => {
    const trial = trialOn({ workPerPod: 0.16 }, { podsPerJob: 1 });
    const { findings } = await judged(trial);
    expect(findings.map(({ cause }) => cause)).toEqual(["kubelet/volume-wait"]);
    expect(findings[0]?.explainsSeconds).toBeCloseTo(0.31, 2);
    expect(findings[0]?.suggests).toEqual(["workload.automountServiceAccountToken"]);
    expect(findings[0]?.advice).toContain("compiled into the kubelet");
    const facts = factsFor(trial);
    expect(valueOf(facts, "volume-wait.grid-share")).toBe(1);
    expect(valueOf(facts, "kubelet.volumes-p50-seconds")).toBeCloseTo(0.309, 3);
    for (const step of ["sync", "cgroup", "sandbox", "image", "create", "start"])
      expect(facts.known.has(`kubelet.${step}-p50-seconds`)).toBe(true);
  });

  it("is none without a volume", async () => {
    const trial = trialOn({ workPerPod: 0.16, volume: false }, { podsPerJob: 1 });
    expect(causesOf(await judged(trial))).toEqual(["none"]);
    expect(valueOf(factsFor(trial), "volume-wait.pods")).toBe(0);
  });

  it("that is no multiple of 300 ms is another one", () => {
    const trial = trialOn({ workPerPod: 0.16 }, { podsPerJob: 1 });
    const containers = trial.timeline.containers.map((container) => ({
      ...container,
      points: {
        ...container.points,
        "cgroup-created": {
          ...container.points["cgroup-created"]!,
          seconds: container.points["cgroup-created"]!.seconds + 0.15,
        },
      },
    }));
    const facts = factsFor({ ...trial, timeline: { ...trial.timeline, containers } });
    expect(valueOf(facts, "volume-wait.grid-share")).toBe(0);
    expect(valueOf(facts, "volume-wait.seconds")).toBe(0);
  });

  it("held nothing back where the last pod ran on a node without a kubelet", () => {
    const trial = trialOn({ workPerPod: 0.16 }, { podsPerJob: 1 });
    const onKwok = syntheticTrial({ podsPerJob: 1 }).timeline.containers.map((container) => ({
      ...container,
      pod: "on-kwok",
    }));
    const containers = [...trial.timeline.containers, ...onKwok];
    const facts = factsFor({ ...trial, timeline: { ...trial.timeline, containers } });
    expect(valueOf(facts, "nodes.kubelet-pods")).toBe(1);
    expect(valueOf(facts, "volume-wait.grid-share")).toBe(1);
    expect(valueOf(facts, "volume-wait.seconds")).toBe(0);
  });

  it("cannot be told where the kubelet's log is out of reach", async () => {
    const trial = trialOn({ workPerPod: 0.16 }, { podsPerJob: 1 });
    const containers = trial.timeline.containers.map((container) => {
      const { "cgroup-created": _a, "volumes-mounted": _b, ...points } = container.points;
      return { ...container, points };
    });
    const { cannotTell } = await judged({ ...trial, timeline: { ...trial.timeline, containers } });
    expect(cannotTell.map(({ cause }) => cause)).toContain("kubelet/volume-wait");
  });

  it("does not exist on nodes without a kubelet", async () => {
    const { ruledOut } = await judged(syntheticTrial({ podsPerJob: 1 }));
    expect(ruledOut.map(({ cause }) => cause)).toContain("kubelet/volume-wait");
    expect(valueOf(factsFor(syntheticTrial({})), "nodes.kubelet-pods")).toBe(0);
  });
});
