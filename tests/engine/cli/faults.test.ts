import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun } from "../../../engine/store/index.ts";
import { columbo, nothingLeft, startColumbo, workplace } from "../../support/cli.ts";
import { quickExperiment, smallExperiment } from "../../support/experiments.ts";
import { smallFileSystem } from "../../support/file-systems.ts";
import { processesWith } from "../../support/processes.ts";
import { silentServer } from "../../support/silent-server.ts";

const timeout = 120_000;

describe("an interrupt", () => {
  it.each([
    ["SIGINT", "while the cluster comes up", "starting etcd"],
    ["SIGTERM", "during a trial", "running trial baseline-1"],
    ["SIGINT", "while a trial's objects are removed", "removing the last trial's objects"],
    ["SIGINT", "while a change is applied", "applying the change"],
    ["SIGINT", "while the reports are written", "writing the reports"],
  ] as const)("%s %s leaves nothing behind", { timeout }, async (signal, _when, text) => {
    const { folder, env } = await workplace();
    const argv = ["diagnose", await quickExperiment(folder, ["max_iterations = 1"]), "--repeats", "1"];
    const running = startColumbo(argv, { cwd: folder, env });
    await running.says(text);
    running.child.kill(signal);
    expect(await running.ended).toBe(130);
    expect(running.output()).toContain("interrupted, everything is cleaned up");
    await nothingLeft(folder, env);
    // A run folder stays for the trials in it.
    const runs = join(folder, "columbo-runs");
    for (const name of await readdir(runs)) expect(await readdir(join(runs, name, "trials"))).not.toEqual([]);
  });

  it("SIGINT while binaries are fetched leaves no part of them", { timeout }, async () => {
    const { folder, env } = await workplace();
    const mirror = await silentServer();
    const cache = join(folder, "cache");
    const running = startColumbo(["setup", "--mirror", mirror.url], {
      cwd: folder,
      env: { ...env, XDG_CACHE_HOME: cache },
    });
    await mirror.asked;
    running.child.kill("SIGINT");
    expect(await running.ended).toBe(130);
    const files = await readdir(cache, { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([]);
  });
});

describe("kill -9", () => {
  it("leaves a cluster that clean removes, and only once", { timeout }, async () => {
    const { folder, env } = await workplace();
    const running = startColumbo(["diagnose", await quickExperiment(folder)], { cwd: folder, env });
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
    const file = await smallExperiment(folder, { columbo: ["warmup = 0"] });
    const running = startColumbo(["run", file], { cwd: folder, env });
    await running.says("running trial baseline-1");
    const server = (await processesWith(folder)).find(({ name }) => name === "kube-apiserver");
    process.kill(server!.pid, "SIGKILL");
    expect(await running.ended).toBe(4);
    expect(running.output()).toMatch(/columbo: trial baseline-1 failed: .*kube-apiserver/);
    await nothingLeft(folder, env);
    const [name] = await readdir(join(folder, "columbo-runs"));
    const { result } = await readRun(join(folder, "columbo-runs", name!));
    expect(result.verdict).toBe("failed");
    expect(result.failure).toMatch(/kube-apiserver/);
    expect(await readdir(join(folder, "columbo-runs", name!, "logs"))).toContain("audit.log");
  });
});

describe("a disk that fills up during a run", () => {
  it(
    "ends it with exit code 3, and no half result is taken for a whole one",
    { timeout },
    async (context) => {
      const { folder, env } = await workplace();
      const disk = await smallFileSystem(join(folder, "disk"));
      if ("lacking" in disk) return context.skip(disk.lacking);
      const argv = ["run", await quickExperiment(folder), "--output", disk.path];
      const running = startColumbo(argv, { cwd: folder, env });
      await running.says("running trial baseline-1");
      await disk.fill();
      expect(await running.ended).toBe(3);
      const said = running.output().split("\n");
      expect(said.filter((line) => line.startsWith("columbo: "))).toEqual([
        expect.stringMatching(/^columbo: cannot write .*baseline-1\.json: the disk is full; free some space/),
      ]);
      expect(said.filter((line) => /^ +at /.test(line))).toEqual([]);
      await nothingLeft(folder, env);

      const name = (await readdir(disk.path)).find((entry) => entry.endsWith("-small"))!;
      expect(await readdir(join(disk.path, name, "trials"))).toEqual(["warm-up-single.json"]);
      JSON.parse(await readFile(join(disk.path, name, "trials", "warm-up-single.json"), "utf8"));
      const report = await columbo(["report", join(disk.path, name)], { env });
      expect(report.stderr).toMatch(/^columbo: .*result\.json.* a run without a result did not finish$/m);
      expect(report.exitCode).toBe(2);
    },
  );
});

describe("two Columbos at once", () => {
  it("work side by side, with one output folder and one state folder", { timeout }, async () => {
    const { folder, env } = await workplace();
    const file = await quickExperiment(folder);
    const both = await Promise.all([1, 2].map(() => columbo(["run", file, "--json"], { cwd: folder, env })));
    expect(both.map(({ exitCode, stderr }) => (exitCode === 0 ? "" : stderr))).toEqual(["", ""]);
    const printed = both.map(({ stdout }) => JSON.parse(stdout) as object);
    for (const result of printed)
      expect(result).toMatchObject({
        findings: [{ cause: "kube-controller-manager/client-rate-limit", outcome: "not-tried" }],
      });
    const names = await readdir(join(folder, "columbo-runs"));
    const kept = await Promise.all(names.map((name) => readRun(join(folder, "columbo-runs", name))));
    expect(kept).toHaveLength(2);
    expect(kept.map(({ result }) => result)).toEqual(expect.arrayContaining(printed));
    for (const name of names)
      expect(await readFile(join(folder, "columbo-runs", name, "report.md"), "utf8")).not.toBe("");
    await nothingLeft(folder, env);
  });
});
