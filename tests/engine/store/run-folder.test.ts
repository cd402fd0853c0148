import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  createRunFolder,
  readRun,
  readTrials,
  StoreError,
  writeReport,
} from "../../../engine/store/index.ts";
import { run } from "../../../provisioners/index.ts";
import { improvedRun } from "../../support/synthetic-runs.ts";
import { syntheticTrial } from "../../support/synthetic-trial.ts";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "columbo-store-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const { plan, result } = improvedRun(20);
const trial = { ...syntheticTrial({ podsPerJob: 3 }), plan: plan.hash, label: "baseline-1" };

describe("run folder", () => {
  it("is read back as it was written", async () => {
    const parent = await folder();
    const written = await createRunFolder(parent, "one", plan);
    await written.writeResult(result, {});
    const read = await readRun(written.path);
    expect(read.plan).toEqual(plan);
    expect(read.result).toEqual(result);
    expect((await readdir(written.path)).filter((file) => file.endsWith(".part"))).toEqual([]);
  });

  it("without a result is no run", async () => {
    const written = await createRunFolder(await folder(), "unfinished", plan);
    await expect(readRun(written.path)).rejects.toThrow(/result\.json: no such file.*did not finish/);
  });

  it("is never written over", async () => {
    const parent = await folder();
    const runs = await Promise.all([1, 2, 3].map(() => createRunFolder(parent, "one", plan)));
    expect(runs.map(({ path }) => basename(path)).sort()).toEqual(["one", "one-2", "one-3"]);
  });

  it.each([
    ["plan.json", "{", /plan\.json is damaged: it is not JSON/],
    ["plan.json", { ...plan, workload: { ...plan.workload, instances: "many" } }, /workload\.instances/],
    ["plan.json", { ...plan, kubernetes: "banana" }, /kubernetes: expected a version such as v1\.34\.4/],
    ["shown.json", { before: "../../etc/passwd" }, /shown\.json: before: expected a trial's label/],
    ["shown.json", [], /shown\.json: .*the labels of two trials/],
    ["trials/baseline-1.json", { ...trial, timeline: {} }, /baseline-1\.json: timeline\./],
    ["trials/baseline-1.json", { ...trial, waits: [{ waited: "long" }] }, /baseline-1\.json: waits\.0\./],
    ["result.json", "null", /result\.json: /],
  ])("whose %s is damaged is refused in one sentence", async (file, content, message) => {
    const written = await createRunFolder(await folder(), "damaged", plan);
    await written.writeTrial(trial);
    await written.writeResult(result, { before: trial.label });
    await expect(readRun(written.path)).resolves.toMatchObject({ plan });
    await writeFile(
      join(written.path, file),
      typeof content === "string" ? content : JSON.stringify(content),
    );
    const failure = (await readRun(written.path).catch((error: unknown) => error)) as StoreError;
    expect(failure).toBeInstanceOf(StoreError);
    expect(failure.exitCode).toBe(2);
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toContain("\n");
  });

  it("keeps the ends of logs for its owner alone", async () => {
    const parent = await folder();
    const log = join(parent, "etcd.log");
    await writeFile(log, `${"x".repeat(300_000)}the end`);
    const written = await createRunFolder(parent, "one", plan);
    await written.keepLogs([log, join(parent, "never-started.log")]);
    const kept = join(written.path, "logs", "etcd.log");
    expect(await readdir(join(written.path, "logs"))).toEqual(["etcd.log"]);
    const { mode, size } = await stat(kept);
    expect([mode & 0o777, size]).toEqual([0o600, 262_144]);
    expect(await readFile(kept, "utf8")).toMatch(/the end$/);
  });

  it("is discarded only while nothing was measured", async () => {
    const parent = await folder();
    const empty = await createRunFolder(parent, "empty", plan);
    await empty.discardEmpty();
    const measured = await createRunFolder(parent, "measured", plan);
    await measured.writeTrial(trial);
    await measured.discardEmpty();
    expect(await readdir(parent)).toEqual(["measured"]);
    expect(await readTrials(measured.path)).toEqual([trial]);
  });

  it("that another made leads no write out of it", async () => {
    const parent = await folder();
    const written = await createRunFolder(parent, "one", plan);
    const ours = join(parent, "ours");
    await writeFile(ours, "kept");
    for (const name of ["report.md", "report.md.part"]) await symlink(ours, join(written.path, name));
    await writeReport(written.path, "report.md", "text");
    expect(await readFile(ours, "utf8")).toBe("kept");
    expect(await readFile(join(written.path, "report.md"), "utf8")).toBe("text");
  });

  it("with a result of another shape is refused with the place", async () => {
    const written = await createRunFolder(await folder(), "old", plan);
    await written.writeResult(result, {});
    await writeFile(join(written.path, "result.json"), JSON.stringify({ ...result, schema: 7 }));
    await expect(readRun(written.path)).rejects.toThrow(/result\.json: schema:/);
  });

  it("with a trial of another plan is refused", async () => {
    const written = await createRunFolder(await folder(), "mixed", plan);
    await written.writeTrial(trial);
    await written.writeResult(result, { before: trial.label });
    await writeFile(
      join(written.path, "trials", `${trial.label}.json`),
      JSON.stringify({ ...trial, plan: "other" }),
    );
    await expect(readRun(written.path)).rejects.toThrow(/measured under another plan/);
  });

  it.skipIf(process.platform !== "linux")(
    "on a file system without new folders is refused at once",
    async () => {
      await expect(createRunFolder("/proc/columbo-runs", "one", plan)).rejects.toThrow(StoreError);
    },
  );

  it("in a place that is a file is the user's fault", async () => {
    const parent = join(await folder(), "file");
    await writeFile(parent, "");
    const failure = await createRunFolder(parent, "one", plan).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect((failure as StoreError).exitCode).toBe(2);
  });

  it.skipIf(process.getuid?.() === 0)("in a folder without write permission is said so", async () => {
    const parent = await folder();
    await chmod(parent, 0o500);
    await expect(createRunFolder(parent, "one", plan)).rejects.toThrow(/permission denied/);
  });
});

describe.skipIf(process.getuid?.() !== 0)("full disk (a small file system of its own, needs root)", () => {
  it("leaves no half result and says what is wrong", async () => {
    const disk = join(await folder(), "disk");
    await mkdir(disk);
    const options = { deadlineMs: 10_000 };
    const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], options);
    expect(mounted).toMatchObject({ exitCode: 0 });
    onTestFinished(async () => {
      await run("umount", [disk], options);
    });
    const written = await createRunFolder(disk, "one", plan);
    const big = { ...result, failure: "x".repeat(200_000) };
    const failure = await written.writeResult(big, {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StoreError);
    expect((failure as StoreError).message).toMatch(/disk is full/);
    expect((failure as StoreError).exitCode).toBe(3);
    await expect(readRun(written.path)).rejects.toThrow(StoreError);
    expect(await readdir(written.path)).not.toContain("result.json");
    // The file system still has room for small files: the run can be told to have failed.
    await expect(readFile(join(written.path, "plan.json"), "utf8")).resolves.toContain(plan.hash);
  });
});
