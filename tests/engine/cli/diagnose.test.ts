import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun, readTrials, resultSchema, type Result } from "../../../engine/store/index.ts";
import { points, stages } from "../../../knowledge/index.ts";
import { columbo, nothingLeft, workplace } from "../../support/cli.ts";
import { smallExperiment } from "../../support/experiments.ts";

describe("columbo diagnose on a real control plane", () => {
  it(
    "finds the job controller's client limit, changes it, proves it, and leaves nothing behind",
    { timeout: 240_000 },
    async () => {
      const { folder, env } = await workplace();
      const file = await smallExperiment(folder, { columbo: ["warmup = 10"] });
      const { exitCode, stdout, stderr } = await columbo(["diagnose", file, "--json"], { cwd: folder, env });
      expect(`${exitCode} ${stderr}`).toMatch(/^0 /);

      const result: Result = resultSchema.parse(JSON.parse(stdout));
      expect(result.verdict).toBe("improved");
      const [first] = result.findings;
      expect(first).toMatchObject({
        cause: "kube-controller-manager/client-rate-limit",
        stage: "S3",
        outcome: "kept",
      });
      // 40 pods and some events, 10 at once and 10 a second.
      expect(result.baseline!.deploymentSeconds.median).toBeGreaterThan(3);
      expect(result.final!.deploymentSeconds.median).toBeLessThan(
        result.baseline!.deploymentSeconds.low * 0.7,
      );
      expect(Math.abs(result.model.baselineErrorPercent!)).toBeLessThan(10);
      const to = Object.fromEntries(first!.changes.map((change) => [change.parameter, change.to]));
      expect(to["kube-controller-manager.kube-api-qps"]).toBeGreaterThan(10);
      expect(to["kube-controller-manager.kube-api-qps"]).toBeLessThan(5000);

      const [name] = await readdir(join(folder, "columbo-runs"));
      const path = join(folder, "columbo-runs", name!);
      const run = await readRun(path);
      expect(run.result).toEqual(result);
      expect(await readFile(join(path, "report.md"), "utf8")).toContain(result.headline);
      expect(await readFile(join(path, "report.html"), "utf8")).toContain("kube-api-qps");

      const text = await readFile(join(path, "report.html"), "utf8");
      expect(text).not.toContain("PRIVATE KEY");
      await timelinesAreWhole(path);

      await nothingLeft(folder, env);

      const again = await columbo(["diagnose", "--from", path, "--json"], { env });
      expect(JSON.parse(again.stdout)).toMatchObject({
        findings: [{ cause: "kube-controller-manager/client-rate-limit" }],
      });
      const report = await columbo(["report", path], { env });
      expect(report.stdout).toContain(result.headline);
    },
  );
});

/** What nodes without a kubelet and observers without traces show. */
const shown = points.filter(({ only }) => only !== "kubelet" && only !== "traces" && only !== "probed");

/** Every container of every trial has all points, in order, from the sources that they should come from. */
async function timelinesAreWhole(path: string): Promise<void> {
  const trials = await readTrials(path);
  expect(trials.length).toBeGreaterThanOrEqual(8);
  for (const { label, timeline, deploymentSeconds } of trials) {
    expect({ label, gaps: timeline.gaps }).toEqual({ label, gaps: [] });
    for (const container of timeline.containers) {
      const seen = shown.flatMap(({ id }) => container.points[id] ?? []);
      expect(seen).toHaveLength(shown.length);
      const seconds = seen.map((point) => point.seconds);
      expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
      expect(container.points["pod-received"]!.source).toBe("audit log");
      expect(container.points["pod-scheduling"]!.source).toBe("kube-scheduler log");
      expect(container.points["sandbox-ready"]!.modelled).toBe(true);
    }
    const last = timeline.containers.at(-1)!;
    const sum = stages.reduce(
      (total, { from, to }) => total + last.points[to]!.seconds - last.points[from]!.seconds,
      0,
    );
    expect(sum).toBeCloseTo(deploymentSeconds, 9);
  }
}
