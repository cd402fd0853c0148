import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { findExecutable } from "../../../provisioners/executable.ts";
import { run } from "../../../provisioners/index.ts";
import { startService } from "../../../provisioners/process.ts";
import { mountsIn, temporaryFolder } from "./support.ts";

/** Runs `ctr` and gives its output; throws when it fails. */
export type Ctr = (...argv: readonly string[]) => Promise<string>;

/** Starts a containerd that has everything in a temporary folder; it goes when the test ends. */
export async function throwAwayContainerd(): Promise<Ctr> {
  const folder = await temporaryFolder();
  const [config, socket] = [join(folder, "config.toml"), join(folder, "containerd.sock")];
  const lines = [
    "version = 2",
    `root = "${join(folder, "root")}"`,
    `state = "${join(folder, "state")}"`,
    'disabled_plugins = ["io.containerd.grpc.v1.cri"]',
    `[grpc]\naddress = "${socket}"`,
  ];
  await writeFile(config, lines.join("\n"));
  const program = (await findExecutable(["containerd"])) ?? "containerd";
  const env = { PATH: process.env["PATH"] ?? "" };
  const log = join(folder, "log");
  const service = await startService(program, ["--config", config], { cwd: folder, env, log });
  // Runs before the folder is removed, as it was added later.
  onTestFinished(async () => {
    await service.kill();
    for (const path of await mountsIn(folder)) await run("umount", ["-l", path], { deadlineMs: 30_000 });
  });
  const ask = (argv: readonly string[]) =>
    run("ctr", ["--address", socket, "--namespace", "k8s.io", ...argv], { deadlineMs: 120_000 });
  for (let tried = 0; tried < 300; tried += 1) {
    if ((await ask(["--connect-timeout", "1s", "version"])).exitCode === 0) break;
    await sleep(100);
  }
  return async (...argv) => {
    const done = await ask(argv);
    if (done.exitCode !== 0) throw new Error(`ctr ${argv.join(" ")}: ${done.failure ?? done.stderr}`);
    return done.stdout;
  };
}
