import { copyFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ProvisionError } from "../../errors.ts";
import { waitUntil } from "../../local/wait-until.ts";
import { run, startService } from "../../process.ts";

/** Below the tree, where only the build looks. */
const socket = "/run/columbo-build.sock";

const importMs = 300_000;

/**
 * Puts container images into the store of the tree's own containerd, so that it has them when a machine first starts.
 * The tree's programs do it: another release's store may have another form.
 * @param scratch a folder outside of the tree for containerd's log
 */
export async function preload(
  tree: string,
  archives: readonly string[],
  scratch: string,
  signal: AbortSignal,
): Promise<void> {
  if (archives.length === 0) return;
  const config = [
    "version = 2",
    `disabled_plugins = ["io.containerd.grpc.v1.cri"]`,
    "[grpc]",
    `address = "${socket}"`,
  ];
  await writeFile(join(tree, "run/columbo-build.toml"), `${config.join("\n")}\n`);
  const service = await startService("chroot", [tree, "containerd", "--config", "/run/columbo-build.toml"], {
    cwd: scratch,
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    log: join(scratch, "containerd.log"),
  });
  try {
    const ctr = (argv: readonly string[]) =>
      run("chroot", [tree, "ctr", "--address", socket, ...argv], { deadlineMs: importMs, signal });
    const answers = async () => (await ctr(["version"])).exitCode === 0;
    await waitUntil("the start of the image's containerd", answers, {
      everyMs: 100,
      deadlineMs: 30_000,
      signal,
    });
    for (const archive of archives) {
      const name = `run/${basename(archive)}`;
      await copyFile(archive, join(tree, name));
      const { exitCode, stderr, failure } = await ctr([
        "--namespace",
        "k8s.io",
        "images",
        "import",
        `/${name}`,
      ]);
      if (exitCode !== 0)
        throw new ProvisionError(
          `container images could not be put into the machines' image: ${failure ?? stderr.trim()}`,
          3,
        );
      await rm(join(tree, name));
    }
  } finally {
    await service.kill();
    await rm(join(tree, "run/columbo-build.toml"), { force: true });
    await rm(join(tree, socket), { force: true });
  }
}
