import { describe, expect, it } from "vitest";
import { readRun, readTrials } from "../../../engine/store/index.ts";
import { diagnoseSimulation, judgeRun } from "../../../engine/tune/index.ts";
import type { DiagnosedRun } from "../../../engine/tune/index.ts";
import type { Plan } from "../../../experiments/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { freshFolder, shippedPlan, simulatedPlan } from "../../support/simulated.ts";

async function diagnosed(plan: Plan, signal = new AbortController().signal): Promise<DiagnosedRun> {
  return diagnoseSimulation({
    plan,
    rules: await loadRules([]),
    output: await freshFolder(),
    columbo: "0.0.0",
    startedAt: Date.now(),
    emit: () => undefined,
    signal,
  });
}

const causes = ({ result }: DiagnosedRun): readonly string[] => result.findings.map(({ cause }) => cause);

describe("diagnosing a simulated cluster", () => {
  it("finds the job controller's limit on 400 pods, then the scheduler's", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await shippedPlan("simulated.cfg"));
    expect(run.result.verdict).toBe("improved");
    const kept = run.result.findings.filter(({ outcome }) => outcome === "kept");
    expect(kept.map(({ cause }) => cause)).toEqual([
      "kube-controller-manager/client-rate-limit",
      "kube-scheduler/client-rate-limit",
    ]);
    // What is obvious takes one trial, and the last change a second one.
    expect(kept.map(({ measured }) => measured!.trialsAfter)).toEqual([1, 2]);
    for (const { measured } of kept) {
      expect(measured!.interleaved).toBe(0);
      expect(measured!.differenceHigh).toBeLessThan(0);
    }
    expect(run.result.baseline!.deploymentSeconds.median).toBeGreaterThan(18);
    expect(run.result.final!.deploymentSeconds.median).toBeLessThan(6);
    expect(Math.abs(run.result.model.baselineErrorPercent!)).toBeLessThan(10);
    expect(run.result.notes!.join()).toContain("nothing was measured");

    const stored = await readRun(run.folder);
    expect(stored.plan).toMatchObject({ provider: "simulated", simulated: { controlCores: 2 } });
    const judged = await judgeRun(run.folder, loadRules);
    expect(judged.findings[0]!.cause).toBe("kube-controller-manager/client-rate-limit");
  });

  it("finds nodes whose processors are used up, which no setting helps", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await shippedPlan("simulated/node-bound.cfg"));
    expect(causes(run)[0]).toBe("node/cpu-saturated");
    expect(run.result.verdict).toBe("outside-parameters");
    const shares = run.result.findings[0]!.evidence.find(({ fact }) => fact === "control-plane.cores-share");
    expect(shares!.value).toBeLessThan(0.1);
  });

  it("lets images come at once that were pulled in turn", { timeout: 120_000 }, async () => {
    const { result } = await diagnosed(await shippedPlan("simulated/images-in-turn.cfg"));
    const [first] = result.findings;
    expect(first).toMatchObject({ cause: "kubelet/serial-image-pulls", outcome: "kept" });
    expect(first!.changes[0]).toMatchObject({ parameter: "kubelet.serializeImagePulls", to: false });
    // Ten pods, five images of 4 s: 16 s of waiting go, and the 4 s of the last image stay.
    expect(result.baseline!.deploymentSeconds.median).toBeGreaterThan(20);
    expect(result.final!.deploymentSeconds.median).toBeLessThan(6);
    expect(Math.abs(result.model.baselineErrorPercent!)).toBeLessThan(5);
  });

  it("sees that one image's own bytes are what all pods wait for", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await shippedPlan("simulated/pull-bound.cfg"));
    expect(causes(run)[0]).toBe("network/image-transfer");
    expect(causes(run)).not.toContain("kubelet/serial-image-pulls");
    expect(run.result.verdict).toBe("outside-parameters");
  });

  it("finds nothing on a healthy cluster", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await simulatedPlan({ pods: 20 }));
    expect(causes(run)).toContain("none");
    expect(run.result.verdict).toBe("nothing-to-tune");
  });

  it("lets the pods of a StatefulSet start at once, and proves it", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await simulatedPlan({ pods: 10, columbo: ["workload = statefulset"] }));
    const [first] = run.result.findings;
    expect(first).toMatchObject({ cause: "workload/ordered-start", outcome: "kept" });
    expect(first!.changes).toEqual([
      { parameter: "workload.StatefulSet.podManagementPolicy", from: "OrderedReady", to: "Parallel" },
    ]);
    expect(run.result.change!).toBeLessThan(-0.5);
  });

  it("tunes the limit of a Deployment's controllers", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await shippedPlan("simulated/deployment.cfg"));
    const kept = run.result.findings.filter(({ outcome }) => outcome === "kept");
    expect(kept.map(({ cause }) => cause)[0]).toBe("kube-controller-manager/client-rate-limit");
    expect(kept[0]!.changes.map(({ parameter }) => parameter)).toContain(
      "kube-controller-manager.kube-api-qps",
    );
    expect(run.result.final!.deploymentSeconds.median).toBeLessThan(7);
  });

  it("finds that a single pod waits for its volume", { timeout: 120_000 }, async () => {
    const run = await diagnosed(await simulatedPlan({ pods: 1, nodes: "real" }));
    expect(causes(run)[0]).toBe("kubelet/volume-wait");
    expect(run.result.findings[0]!.changes).toEqual([
      { parameter: "workload.automountServiceAccountToken", from: true, to: false },
    ]);
  });

  it("gives the same trials again with the same seed", { timeout: 120_000 }, async () => {
    const plan = await simulatedPlan({ pods: 40, columbo: ["max_iterations = 1"] });
    const seconds = async (): Promise<readonly unknown[]> =>
      (await readTrials((await diagnosed(plan)).folder)).map(({ label, deploymentSeconds }) => [
        label,
        deploymentSeconds,
      ]);
    expect(await seconds()).toEqual(await seconds());
  });

  it("stops when it is interrupted and leaves no empty folder", async () => {
    const interrupt = new AbortController();
    interrupt.abort(new Error("interrupted"));
    await expect(diagnosed(await simulatedPlan({ pods: 5 }), interrupt.signal)).rejects.toThrow(
      "interrupted",
    );
  });

  it("takes its times from a run, and says when that run holds none", { timeout: 120_000 }, async () => {
    const source = await diagnosed(await simulatedPlan({ pods: 20 }));
    const plan = await simulatedPlan({ pods: 20, simulated: [`calibration = ${source.folder}`] });
    expect(plan.simulated).not.toHaveProperty("controlCores");
    const run = await diagnosed(plan);
    const [before, after] = [source, run].map(({ result }) => result.baseline!.deploymentSeconds.median);
    expect(Math.abs(after! / before! - 1)).toBeLessThan(0.15);

    const empty = await simulatedPlan({ pods: 20, simulated: ["calibration = not-there"] });
    await expect(diagnosed(empty)).rejects.toMatchObject({ exitCode: 2 });
  });
});
