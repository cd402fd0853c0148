import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { run } from "../../../provisioners/index.ts";
import { kubectlPath, mirrorAnswers, sha256 } from "./support/mirror.ts";
import { moduleProxyAnswers, stagedZip } from "./support/module-proxy.ts";
import { installedGo, openWorld, type World } from "./support/world.ts";

// A cold build of Go's standard library takes a while, once.
vi.setConfig({ testTimeout: 120_000 });

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe.skipIf(installedGo === undefined)("a build from Go modules", () => {
  beforeEach(async () => {
    const proxy = await world.serve(moduleProxyAnswers());
    world.useModuleProxy(proxy.url);
  });

  test("stands in for a mirror that nobody answers at, whatever the user's Go settings", async () => {
    vi.stubEnv("GOFLAGS", "-mod=vendor -no-such-flag");
    vi.stubEnv("GOOS", "windows");
    vi.stubEnv("GOWORK", "/nowhere/go.work");
    const names = ["kubectl", "kube-scheduler", "etcd", "kwok"] as const;
    const paths = await world.ensure(names);
    const says = async (path: string, ...argv: string[]) =>
      (await run(path, argv, { deadlineMs: 30_000 })).stdout;
    expect(await says(paths.kubectl)).toBe("Client Version: v1.34.4 v1.34.4 1.34");
    expect(await says(paths["kube-scheduler"])).toBe("Kubernetes v1.34.4 v1.34.4 1.34");
    expect(await says(paths.etcd)).toBe("etcd Version: 3.6.16");
    expect(await says(paths.kwok)).toBe("kwok version v0.8.0");
    const notes = world.texts.filter((text) => text.startsWith("no download from"));
    expect(notes).toEqual(["no download from 127.0.0.1:9 (ECONNREFUSED): building from Go modules instead"]);
    expect(world.texts).toContain("building kube-scheduler v1.34.4 (2 of 4)");
    expect(await world.leftovers()).toEqual([]);
    const manifest = await readFile(join(world.cache, "binaries.json"), "utf8");
    expect(JSON.parse(manifest)).toMatchObject({
      binaries: { etcd: { version: "v3.6.16", source: "built" } },
    });
  });

  test("stands in for a mirror that accepts and never answers", async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    try {
      await world.ensure(["kwok", "etcd"], { mirror: `http://127.0.0.1:${port}` });
    } finally {
      for (const socket of sockets) socket.destroy();
      silent.close();
    }
    expect(world.texts).toContain(
      `no download from 127.0.0.1:${port} (no answer within 5 s): building from Go modules instead`,
    );
  });

  test("stands in for a transfer that stops half-way, which costs one wait for all files", async () => {
    const answers = await mirrorAnswers();
    answers.set(kubectlPath, (response) => response.write("#!/bin/sh\n"));
    const mirror = await world.serve(answers);
    await world.ensure(["kubectl", "etcd"], { mirror: mirror.url });
    expect(world.texts).toContain(
      `no download from ${new URL(mirror.url).host} (kubectl: no data for 5 s): building from Go modules instead`,
    );
    expect(mirror.asked.filter((path) => path.endsWith(".tar.gz"))).toEqual([]);
  });

  test("stands in for a file with a wrong checksum, which is never used", async () => {
    const answers = await mirrorAnswers();
    answers.set(`${kubectlPath}.sha256`, sha256("another file"));
    const mirror = await world.serve(answers);
    const { kubectl } = await world.ensure(["kubectl"], { mirror: mirror.url });
    expect((await readFile(kubectl)).subarray(0, 4).toString("latin1")).toBe("\x7fELF");
    expect(world.texts.join("\n")).toMatch(/\(kubectl: wrong checksum, expected \w{12}\.\.\., got \w{12}/);
  });

  test("stands in for no download of kubemark, which has none; a module without its source is said", async () => {
    const mirror = await world.serve(await mirrorAnswers());
    await expect(world.ensure(["kubemark"], { mirror: mirror.url })).rejects.toMatchObject({
      exitCode: 3,
      message:
        "k8s.io/kubernetes v1.34.4: it has no folder cmd/kubemark/app; take another version of Kubernetes, or nodes of another kind.",
    });
    expect(mirror.asked).toEqual([]);
    expect(world.texts).toContain(
      "kubemark: no official download exists, so it is always built from Go modules (about 3 minutes)",
    );
    expect(await world.leftovers()).toEqual([]);
  });

  test("a version that nobody has is wrong input", async () => {
    await expect(world.ensure(["kubectl"], { kubernetes: "v1.99.0" })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^k8s\.io\/kubernetes v1\.99\.0: neither a release file nor/) as string,
    });
  });

  test("an interrupt ends go and removes its folders", async () => {
    const interrupted = new AbortController();
    const answers = moduleProxyAnswers();
    // Never answered: the interrupt comes in the middle of `go build`.
    answers.set(stagedZip, () => {
      interrupted.abort(new Error("interrupted by the test"));
    });
    world.useModuleProxy((await world.serve(answers)).url);
    const got = world.ensure(["kubectl"], { signal: interrupted.signal });
    await expect(got).rejects.toThrow("interrupted by the test");
    expect(await world.leftovers()).toEqual([]);
    expect(await processesIn(world.cache)).toEqual([]);
  });

  test("a module proxy that cannot be reached is said with the setting that mends it", async () => {
    world.useModuleProxy("http://127.0.0.1:9");
    await expect(world.ensure(["kwok"])).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/proxy cannot be reached; .* go env -w GOPROXY=<address>/) as string,
    });
  });

  test("a module that asks for a newer Go than there is names the command that gets it", async () => {
    world.useModuleProxy((await world.serve(moduleProxyAnswers("1.999.0"))).url);
    vi.stubEnv("GOTOOLCHAIN", "local");
    await expect(world.ensure(["kubectl"])).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /^k8s\.io\/kubernetes v1\.34\.4 needs Go 1\.999\.0 or later: let Go fetch it with GOTOOLCHAIN=auto columbo setup, or /,
      ) as string,
    });
  });
});

/** The processes whose working folder is below a folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const environments = pids.map(async (pid) =>
    (await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "")).includes(`GOTMPDIR=${folder}`),
  );
  const found = await Promise.all(environments);
  return pids.filter((_, index) => found[index]);
}

describe("without a usable Go", () => {
  const programs = {
    "that does not run": { script: "exit 1", there: "" },
    "that is too old": { script: "echo go1.19.8", there: " \\(\\S+/go is 1\\.19\\.8\\)" },
  };

  test.each(Object.entries(programs))(
    "one %s: the sentence names the command",
    async (_, { script, there }) => {
      const folder = join(world.root, "bin");
      await mkdir(folder);
      await writeFile(join(folder, "go"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      vi.stubEnv("PATH", `${folder}:${process.env["PATH"] ?? ""}`);
      await expect(world.ensure(["kwok"])).rejects.toMatchObject({
        exitCode: 3,
        message: expect.stringMatching(
          `^The binaries can be neither downloaded nor built, for want of Go 1\\.21 or later${there}: install it as a package .* or with curl .* --bin-dir\\.$`,
        ) as string,
      });
    },
  );

  test("an older one may fetch the release that is needed, whatever its package says; else that is said", async () => {
    const folder = join(world.root, "bin");
    const seen = join(world.root, "seen");
    await mkdir(folder);
    const script = `echo "$1 $GOTOOLCHAIN" >> ${seen}
if [ "$1" = env ]; then printf 'go1.21.3\\n%s\\n' "$GOTOOLCHAIN"; exit; fi
echo 'go: download go1.26.0 for linux/amd64: toolchain not available' >&2; exit 1`;
    await writeFile(join(folder, "go"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    vi.stubEnv("PATH", `${folder}:${process.env["PATH"] ?? ""}`);
    vi.stubEnv("GOTOOLCHAIN", "");
    await expect(world.ensure(["kwok"])).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/needs Go 1\.26\.0, which the module proxy does not have/) as string,
    });
    expect(await readFile(seen, "utf8")).toBe("env auto\nmod auto\n");
  });
});
