import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun } from "../../../engine/store/index.ts";
import { columbo, startColumbo, workplace } from "../../support/cli.ts";
import { smallExperiment } from "../../support/experiments.ts";
import { processesWith } from "../../support/processes.ts";

const timeout = 120_000;

/** Nothing of a test's own state is left: no process, no folder, no entry of the ledger. */
async function nothingLeft(folder: string, env: Record<string, string>): Promise<void> {
  expect(await processesWith(folder)).toEqual([]);
  const { stdout } = await columbo(["clean", "--json"], { env });
  expect(JSON.parse(stdout)).toMatchObject({ clusters: [], processes: 0, folders: 0 });
}

describe("Ctrl-C", () => {
  it.each([
    ["while the cluster comes up", "starting etcd"],
    ["during a trial", "running trial baseline-1"],
  ])("%s leaves nothing behind", { timeout }, async (_when, text) => {
    const { folder, env } = await workplace();
    const running = startColumbo(["diagnose", await smallExperiment(folder)], { cwd: folder, env });
    await running.says(text);
    running.child.kill("SIGINT");
    expect(await running.ended).toBe(130);
    expect(running.stderr()).toContain("interrupted, everything is cleaned up");
    await nothingLeft(folder, env);
  });
});

describe("kill -9", () => {
  it("leaves a cluster that clean removes, and only once", { timeout }, async () => {
    const { folder, env } = await workplace();
    const running = startColumbo(["diagnose", await smallExperiment(folder)], { cwd: folder, env });
    await running.says("Baseline:");
    running.child.kill("SIGKILL");
    await running.ended;
    expect((await processesWith(folder)).map(({ name }) => name)).toContain("kube-apiserver");
    const { stdout } = await columbo(["clean", "--json"], { env });
    const cleaned = JSON.parse(stdout) as { clusters: string[]; processes: number };
    expect(cleaned.clusters).toHaveLength(1);
    expect(cleaned.processes).toBeGreaterThanOrEqual(5);
    await nothingLeft(folder, env);
  });
});

describe("kube-apiserver killed during a trial", () => {
  it("fails the trial with exit code 4, says so, and cleans up", { timeout }, async () => {
    const { folder, env } = await workplace();
    const running = startColumbo(["run", await smallExperiment(folder)], { cwd: folder, env });
    await running.says("running trial baseline-1");
    const server = (await processesWith(folder)).find(({ name }) => name === "kube-apiserver");
    process.kill(server!.pid, "SIGKILL");
    expect(await running.ended).toBe(4);
    expect(running.stderr()).toMatch(/columbo: trial baseline-1 failed: .*kube-apiserver/);
    await nothingLeft(folder, env);
    const [name] = await readdir(join(folder, "columbo-runs"));
    const { result } = await readRun(join(folder, "columbo-runs", name!));
    expect(result.verdict).toBe("failed");
    expect(result.failure).toMatch(/kube-apiserver/);
    expect(await readdir(join(folder, "columbo-runs", name!, "logs"))).toContain("audit.log");
  });
});

describe("two Columbos at once", () => {
  it("work side by side", { timeout }, async () => {
    const first = await workplace();
    const second = await workplace();
    // The same state folder: ledger and clusters of both lie beside each other.
    const env = first.env;
    const files = [await smallExperiment(first.folder), await smallExperiment(second.folder)];
    const both = await Promise.all([
      columbo(["run", files[0]!, "--json"], { cwd: first.folder, env }),
      columbo(["run", files[1]!, "--json"], { cwd: second.folder, env }),
    ]);
    expect(both.map(({ exitCode, stderr }) => (exitCode === 0 ? "" : stderr))).toEqual(["", ""]);
    for (const { stdout } of both)
      expect(JSON.parse(stdout)).toMatchObject({
        findings: [{ cause: "kube-controller-manager/client-rate-limit", outcome: "not-tried" }],
      });
    await nothingLeft(first.folder, env);
  });
});

describe("a threshold", () => {
  it("that is missed makes the exit code 1", { timeout }, async () => {
    const { folder, env } = await workplace();
    const file = await smallExperiment(folder, "[columbo]\nthreshold = 0.5\nwarmup = 2\n");
    const { exitCode, stderr } = await columbo(["run", file], { cwd: folder, env });
    expect(stderr).toMatch(/above the threshold of 0\.5 s/);
    expect(exitCode).toBe(1);
  });
});
