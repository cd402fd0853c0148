import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { WhatIf } from "../../../engine/cli/what-if.ts";
import { readTrials } from "../../../engine/store/index.ts";
import { run } from "../../../provisioners/index.ts";
import { columbo, program } from "../../support/cli.ts";
import { freshFolder, simulatedExperiment } from "../../support/simulated.ts";

const quickstart = join(import.meta.dirname, "../../../experiments/quickstart.cfg");
const qps = "kube-controller-manager.kube-api-qps";

const simulated = async (...argv: readonly string[]): Promise<WhatIf> => {
  const { exitCode, stdout, stderr } = await columbo(["simulate", ...argv, "--json"]);
  expect(`${exitCode} ${stderr}`).toBe("0 ");
  return JSON.parse(stdout) as WhatIf;
};

describe("columbo simulate", () => {
  it("predicts an experiment as it is and with another value, without a cluster", async () => {
    const { asIs, changed, change } = await simulated(quickstart, "--set", `${qps}=200`, "--repeats", "3");
    // 400 pods and some events at 20 a second after a burst of 30.
    expect(asIs.deploymentSeconds).toBeGreaterThan(18);
    expect(asIs.deploymentSeconds).toBeLessThan(23);
    expect(asIs.low).toBeLessThan(asIs.high);
    expect(asIs.trials).toHaveLength(3);
    expect(changed!.deploymentSeconds).toBeLessThan(10);
    expect(changed!.settings).toEqual([{ parameter: qps, value: 200 }]);
    expect(change).toBeCloseTo(changed!.deploymentSeconds / asIs.deploymentSeconds - 1);
    const stages = Object.values(asIs.stages).reduce((sum, part) => sum + part, 0);
    expect(stages).toBeCloseTo(asIs.deploymentSeconds);
    expect(asIs.waits["job-controller"].delayed).toBeGreaterThan(300);
    expect(changed!.waits["scheduler"].delayed).toBeGreaterThan(100);
    expect(asIs).not.toHaveProperty("timeline");
  });

  it.each([
    ["deployment", "applications_per_worker = 100", 400, "replicaset-controller"],
    ["statefulset", "applications_per_worker = 5", 20, "statefulset-controller"],
    ["daemonset", "applications_per_worker = 1", 4, "daemonset-controller"],
  ])("simulates a %s as the experiment asks for it", async (kind, each, pods, bucket) => {
    const file = join(await freshFolder(), "kind.cfg");
    const shipped = await readFile(join(quickstart, "../simulated/deployment.cfg"), "utf8");
    const text = shipped
      .replace("workload = deployment", `workload = ${kind}`)
      .replace("applications_per_worker = 100", each);
    await writeFile(file, text);
    const { asIs } = await simulated(file);
    expect(asIs.containers).toBe(pods);
    expect(asIs.waits[bucket]!.requests).toBeGreaterThanOrEqual(pods);
    expect(asIs.waits["job-controller"].requests).toBe(0);
    // One after the other, each with the start of a pod on an idle node.
    if (kind === "statefulset") expect(asIs.deploymentSeconds).toBeGreaterThan(10);
  });

  it("shows the stages as a chart, and writes both reports", async () => {
    const folder = await freshFolder();
    const { stdout, exitCode } = await columbo([
      "simulate",
      quickstart,
      ...["--pods", "200", "--output", join(folder, "what-if")],
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^S3 create pod object\s+\|[#. ]{48}\|(\s+\d+\.\d\d){3}$/m);
    expect(stdout).toContain("200 containers");
    expect(await readFile(join(folder, "what-if/simulation.html"), "utf8")).toContain("<svg");
    expect(await readFile(join(folder, "what-if/simulation.md"), "utf8")).toContain("S3 create pod object");
  });

  it("gives the same answer with the same seed, and another one with another", async () => {
    const [one, same, other] = [
      await simulated(quickstart, "--seed", "7"),
      await simulated(quickstart, "--seed", "7"),
      await simulated(quickstart, "--seed", "8"),
    ];
    expect(same).toEqual(one);
    expect(other.asIs.deploymentSeconds).not.toBe(one.asIs.deploymentSeconds);
  });

  it.each([
    [[qps], "--set kube-controller-manager.kube-api-qps: expected parameter=value"],
    [[`${qps}=fast`], `--set: ${qps}: expected a number`],
    [["kube-controller-manager.kube-api-qqs=1"], `did you mean "${qps}"?`],
    [["kube-controller-manager.SlowStartInitialBatchSize=4"], "compiled in"],
    [
      ["kube-scheduler.podInitialBackoffSeconds=20", "kube-scheduler.podMaxBackoffSeconds=10"],
      "expected at least kube-scheduler.podInitialBackoffSeconds, which is 20, got 10",
    ],
    [["kubelet.maxPods=300"], "there is no kubelet on kwok nodes"],
  ])("refuses %j with exit code 2", async (settings, sentence) => {
    const argv = settings.flatMap((one) => ["--set", one]);
    const { exitCode, stderr, stdout } = await columbo(["simulate", quickstart, ...argv]);
    expect(stderr).toContain(sentence);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });

  it("refuses pods that no node has room for", async () => {
    const { exitCode, stderr } = await columbo(["simulate", quickstart, "--pods", "8000"]);
    expect(stderr).toContain("8000 containers on 4 workers ask for");
    expect(exitCode).toBe(2);
  });
});

describe("without a cluster and without its programs", () => {
  it(
    "a simulated experiment runs with an empty PATH and without any folder of the user's",
    { timeout: 120_000 },
    async () => {
      const folder = await freshFolder();
      const file = await simulatedExperiment(folder, { pods: 60, columbo: ["max_iterations = 1"] });
      const bare = async (...argv: readonly string[]) => {
        const { exitCode, stdout, stderr } = await run(process.execPath, [program, ...argv], {
          cwd: folder,
          env: { PATH: "", HOME: join(folder, "nobody") },
          extendEnv: false,
          deadlineMs: 100_000,
        });
        expect(`${exitCode} ${stderr}`).toMatch(/^0 /);
        return stdout;
      };
      const result = JSON.parse(await bare("diagnose", file, "--json")) as { readonly verdict: string };
      expect(result.verdict).toBe("improved");
      const runs = join(folder, "columbo-runs");
      const { readdir } = await import("node:fs/promises");
      const [name] = await readdir(runs);
      const path = join(runs, name!);
      expect((await readTrials(path)).map(({ label }) => label)).toContain("baseline-2");
      expect(await bare("diagnose", "--from", path)).toContain("kube-controller-manager/client-rate-limit");
      expect(await bare("report", path)).toContain("60 pods");
      expect(await bare("plan", file)).toContain("simulated, Kubernetes");

      const after = JSON.parse(await bare("simulate", file, "--from", path, "--json")) as WhatIf;
      expect(after.notes[0]).toContain("is from");
      // Nothing was put where the user's files are.
      await expect(readdir(join(folder, "nobody"))).rejects.toThrow("ENOENT");
    },
  );

  it(
    "refuses to predict from a run whose baseline its model missed, and says by how much",
    { timeout: 60_000 },
    async () => {
      const folder = await freshFolder();
      const file = await simulatedExperiment(folder, { pods: 30 });
      const done = await columbo(["run", file, "--quiet", "--json"], { cwd: folder });
      expect(done.exitCode).toBe(0);
      const { readdir, writeFile } = await import("node:fs/promises");
      const [name] = await readdir(join(folder, "columbo-runs"));
      const path = join(folder, "columbo-runs", name!);
      const trial = join(path, "trials/baseline-1.json");
      const record = JSON.parse(await readFile(trial, "utf8")) as { deploymentSeconds: number };
      await writeFile(trial, JSON.stringify({ ...record, deploymentSeconds: record.deploymentSeconds * 3 }));
      const { exitCode, stderr, stdout } = await columbo(["simulate", file, "--from", path]);
      expect(stderr).toMatch(
        /no prediction from .*: the model's baseline is -?\d+\.\d % off its measurement/,
      );
      expect([exitCode, stdout]).toEqual([1, ""]);
    },
  );
});
