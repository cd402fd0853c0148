import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createRunFolder, readRun, StoreError, writeReport } from "../../../engine/store/index.ts";
import { run } from "../../../provisioners/index.ts";
import { improvedRun } from "../../support/synthetic-runs.ts";

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "columbo-store-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

const { plan, result } = improvedRun(20);

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
    await writeFile(join(written.path, "trials", "t.json"), JSON.stringify({ plan: "other" }));
    await written.writeResult(result, { before: "t" });
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
