import { chmod, readFile, readdir, writeFile } from "node:fs/promises";
import { constants } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { buffer } from "node:stream/consumers";
import { extract } from "tar-stream";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { run } from "../../../provisioners/index.ts";
import { startService } from "../../../provisioners/process.ts";
import { readLayers } from "../../../provisioners/images/read-archive.ts";
import { installedGo } from "../binaries/support/world.ts";
import { cachedArchive, temporaryFolder } from "./support.ts";

vi.setConfig({ testTimeout: 300_000 });

/** Takes a program out of the archive. */
async function programOf(name: "pause" | "empty"): Promise<string> {
  const archive = await cachedArchive();
  const [layer] = await readLayers(archive.path, archive.references[name]);
  const file = join(await temporaryFolder(), name);
  for await (const entry of Readable.from([layer?.content]).pipe(extract()))
    await writeFile(file, await buffer(entry));
  await chmod(file, 0o755);
  return file;
}

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await sleep(20);
}

/**
 * Whether the program has asked for SIGTERM: Go then has a thread that blocks all signals but those asked for (SIGUSR1
 * stands for all others).
 */
async function awaitsSignal(pid: number): Promise<boolean> {
  const blocks = (mask: bigint, signal: number): boolean => ((mask >> BigInt(signal - 1)) & 1n) === 1n;
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const status = await readFile(`/proc/${pid}/task/${thread}/status`, "utf8").catch(() => "");
    const mask = BigInt(`0x${/^SigBlk:\s*(\w+)/m.exec(status)?.[1] ?? "0"}`);
    if (blocks(mask, constants.signals.SIGUSR1) && !blocks(mask, constants.signals.SIGTERM)) return true;
  }
  return false;
}

/** Starts a program whose output is kept. */
async function started(file: string, argv: readonly string[]) {
  const folder = await temporaryFolder();
  const log = join(folder, "log");
  const service = await startService(file, argv, { cwd: folder, env: {}, log });
  onTestFinished(() => service.kill());
  return { ...service, output: () => readFile(log, "utf8") };
}

describe.skipIf(installedGo === undefined)("the programs", () => {
  test("empty writes a line, sleeps as long as it is told and ends well", async () => {
    const empty = await programOf("empty");
    const start = performance.now();
    const done = await run(empty, ["0.3"], { deadlineMs: 60_000 });
    expect(performance.now() - start).toBeGreaterThanOrEqual(300);
    expect(done).toEqual({ exitCode: 0, stdout: "started", stderr: "" });
  });

  test("empty says what it expects, after its line", async () => {
    const empty = await programOf("empty");
    expect(await run(empty, ["soon"], { deadlineMs: 60_000 })).toEqual({
      exitCode: 2,
      stdout: "started",
      stderr: "empty: expected seconds, for example 60 or 0.5, got soon",
    });
    expect((await run(empty, [], { deadlineMs: 60_000 })).stderr).toBe(
      "usage: empty SECONDS [CPU_SECONDS [MEMORY_MB]]",
    );
  });

  test("empty writes its line at once, and SIGTERM ends it in its sleep", async () => {
    const service = await started(await programOf("empty"), ["3600"]);
    await until(async () => (await service.output()) === "started\n");
    process.kill(service.pid, "SIGTERM");
    expect(await service.exited).toEqual({ exitCode: undefined, signal: "SIGTERM" });
  });

  test.skipIf(process.getuid?.() !== 0)("SIGTERM ends empty as process 1 too", async () => {
    const empty = await programOf("empty");
    const service = await started("/usr/bin/unshare", ["--fork", "--pid", "--kill-child", empty, "3600"]);
    await until(async () => (await service.output()) === "started\n");
    const children = await readFile(`/proc/${service.pid}/task/${service.pid}/children`, "utf8");
    expect(children).toMatch(/^\d+ ?$/);
    process.kill(Number(children), "SIGTERM");
    expect(await service.exited).toEqual({ exitCode: 2, signal: undefined });
  });

  test("pause waits until SIGTERM, and ends well", async () => {
    const service = await started(await programOf("pause"), []);
    await until(() => awaitsSignal(service.pid));
    process.kill(service.pid, "SIGTERM");
    expect(await service.exited).toEqual({ exitCode: 0, signal: undefined });
  });
});
