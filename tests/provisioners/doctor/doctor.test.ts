import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { admit } from "../../../provisioners/binaries/cache.ts";
import { cgroupFolders } from "../../../provisioners/doctor/cgroup.ts";
import { cores } from "../../../provisioners/doctor/compute.ts";
import { nodeVersion, operatingSystem } from "../../../provisioners/doctor/platform.ts";
import { realNodes } from "../../../provisioners/doctor/real-nodes.ts";
import { coresIn, quotaOf, quotaVerdict } from "../../../provisioners/doctor/quota.ts";
import { defaultKubernetesVersion, examine, run, type Finding } from "../../../provisioners/index.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "columbo-doctor-"));
  vi.stubEnv("XDG_CACHE_HOME", join(root, "cache"));
  vi.stubEnv("XDG_STATE_HOME", join(root, "state"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

function named(findings: readonly Finding[], name: string): Finding {
  const found = findings.find((finding) => finding.name === name);
  if (found === undefined) throw new Error(`no finding ${name}`);
  return found;
}

const find = async (name: string): Promise<Finding> => named(await examine(), name);

test("a machine that runs these tests has what is needed, each finding once and in words", async () => {
  const findings = await examine();
  expect(findings.filter(({ level, ok }) => level === "needed" && !ok)).toEqual([]);
  expect(new Set(findings.map(({ name }) => name)).size).toBe(findings.length);
  for (const finding of findings) {
    expect(finding.found).not.toMatch(/could not be checked|NaN|undefined/);
    // Nothing to mend where all is well.
    if (finding.ok) expect(finding).not.toHaveProperty("mend");
  }
});

test("an old Node.js, another system and a single core are not enough", () => {
  expect(nodeVersion("20.19.5")).toMatchObject({ ok: false, level: "needed", mend: "npm ci" });
  expect(nodeVersion("24.0.0").ok).toBe(true);
  expect(operatingSystem("darwin", "arm64")).toMatchObject({
    ok: false,
    found: "darwin on arm64, Linux on x64 or arm64 needed",
  });
  expect(operatingSystem("linux", "riscv64").ok).toBe(false);
  expect(cores(1)).toMatchObject({ ok: false, level: "needed" });
});

describe("a cgroup's quota on processor time", () => {
  test("is said when it is below the cores", () => {
    expect(quotaVerdict(Infinity, 4)).toEqual({ ok: true, level: "optional", found: "none" });
    expect(quotaVerdict(4, 4).ok).toBe(true);
    const below = quotaVerdict(quotaOf("150000", "100000"), coresIn("0-2,7"));
    expect(below).toMatchObject({ ok: false, level: "optional" });
    expect(below.found).toMatch(/^1\.5 cores' worth of time on 4 cores: /);
  });

  test("is none where a cgroup says so, or does not say", () => {
    for (const [quota, period] of [
      ["max", "100000"],
      ["-1", "100000"],
      [undefined, undefined],
    ] as const)
      expect(quotaOf(quota, period)).toBe(Infinity);
  });

  test("is looked for in each folder above too", () => {
    expect(cgroupFolders("0::/a/b\n", "cpu")).toEqual([
      "/sys/fs/cgroup",
      "/sys/fs/cgroup/a/b",
      "/sys/fs/cgroup/a",
    ]);
    expect(cgroupFolders("4:cpuset:/x\n3:cpu,cpuacct:/c\n", "cpu")).toEqual([
      "/sys/fs/cgroup/cpu",
      "/sys/fs/cgroup/cpu/c",
    ]);
  });
});

test("limits are read from the process that has them", async () => {
  const script = fileURLToPath(new URL("examine-in-child.ts", import.meta.url));
  const argv = ["--nofile=512:512", "--nproc=900:900", process.execPath, script];
  const child = await run("prlimit", argv, { deadlineMs: 60_000 });
  const findings = JSON.parse(child.stdout) as Finding[];
  expect(named(findings, "open file limit")).toEqual({
    name: "open file limit",
    level: "needed",
    ok: false,
    found: "512, at least 4096 needed",
    mend: "sudo prlimit --pid $$ --nofile=65536:65536",
  });
  expect(named(findings, "process limit")).toMatchObject({
    ok: false,
    found: "900, at least 1024 needed",
    mend: "sudo prlimit --pid $$ --nproc=4096:4096",
  });
});

describe("Kubernetes binaries", () => {
  test("none yet, whatever was asked for in vain", async () => {
    await mkdir(join(root, "cache", "columbo", "binaries", "v1.99.0"), { recursive: true });
    expect(await find("Kubernetes binaries")).toMatchObject({
      ok: false,
      level: "optional",
      found: "none yet; the first run gets them",
      mend: "columbo setup --kubernetes v1.34.4",
    });
  });

  test("a corrupt one is named, with the command that gets it again", async () => {
    const folder = join(root, "cache", "columbo", "binaries", "v1.31.14");
    await mkdir(folder, { recursive: true });
    const kubectl = { version: "v1.31.14", source: "built", bytes: 4, sha256: "0".repeat(64) };
    await writeFile(join(folder, "binaries.json"), JSON.stringify({ schema: 1, binaries: { kubectl } }));
    await writeFile(join(folder, "kubectl"), "text", { mode: 0o755 });
    expect(await find("Kubernetes binaries")).toMatchObject({
      ok: false,
      found: "v1.31.14 corrupt: kubectl",
      mend: "columbo setup --kubernetes v1.31.14",
    });
  });
});

test("what a crashed run left in the ledger is named, with the command that removes it", async () => {
  expect(await find("leftovers of crashed runs")).toMatchObject({ ok: true, found: "none" });
  const ledger = join(root, "state", "columbo", "ledger");
  await mkdir(ledger, { recursive: true });
  const entry = {
    schema: 1,
    cluster: "crashed-1",
    // No process has started at tick 1 with the highest possible id.
    owner: { pid: 4194304, startTime: 1 },
    folder: join(root, "state", "columbo", "clusters", "crashed-1"),
  };
  await writeFile(join(ledger, "crashed-1.json"), JSON.stringify(entry));
  expect(await find("leftovers of crashed runs")).toMatchObject({
    ok: false,
    found: "crashed-1",
    mend: "columbo clean",
  });
});

test("hollow nodes need kubemark in the cache, or Go to build it", async () => {
  const folder = join(root, "cache", "columbo", "binaries", defaultKubernetesVersion);
  const script = "#!/bin/sh\nprintf 'go1.26.0\\nauto\\n'\n";
  await writeFile(join(root, "go"), script, { mode: 0o755 });
  vi.stubEnv("PATH", `${root}:${process.env["PATH"] ?? ""}`);
  expect(await find("hollow nodes")).toMatchObject({
    ok: true,
    found: "no kubemark yet; Go builds it when it is needed (about 3 minutes)",
  });
  await writeFile(join(root, "go"), "#!/bin/sh\nprintf 'go1.19.8\\nauto\\n'\n");
  expect(await find("hollow nodes")).toMatchObject({
    ok: false,
    level: "optional",
    found: "no kubemark, and no Go 1.21 or later to build it",
  });
  await mkdir(folder, { recursive: true });
  const built = join(folder, ".tmp-kubemark");
  await writeFile(built, "#!/bin/sh\n", { mode: 0o755 });
  await admit("kubemark", defaultKubernetesVersion, built, "built");
  expect(await find("hollow nodes")).toMatchObject({
    ok: true,
    found: `kubemark ${defaultKubernetesVersion} is ready`,
  });
  await writeFile(join(folder, "kubemark"), "#!/bin/bad\n".slice(0, 10));
  expect(await find("hollow nodes")).toMatchObject({
    ok: false,
    found: `kubemark ${defaultKubernetesVersion} is corrupt`,
    mend: "columbo setup --nodes hollow",
  });
});

test("programs are looked for in PATH", async () => {
  vi.stubEnv("PATH", root);
  expect(await find("Chromium")).toMatchObject({ ok: false, mend: "bash scripts/setup-machine.sh" });
  await writeFile(join(root, "chromium"), "#!/bin/sh\n", { mode: 0o755 });
  expect(await find("Chromium")).toMatchObject({ ok: true, found: join(root, "chromium") });
  const nothing = await realNodes([]);
  expect(nothing.ok).toBe(false);
  expect(nothing.found).toContain("real nodes need containerd, which is not installed");
  expect(nothing.mend).toMatch(/^apt-get install -y --no-install-recommends containerd runc iproute2 /);
});
