import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../provisioners/index.ts";

const mebibytes = 4;

/** A file system of 4 MiB of its own, until the test ends, or why there is none. */
export async function smallFileSystem(
  path: string,
): Promise<{ readonly path: string; fill(): Promise<void> } | { readonly lacking: string }> {
  await mkdir(path);
  const options = { deadlineMs: 10_000 };
  const mounted = await run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", path], options);
  if (mounted.exitCode !== 0)
    return { lacking: `no file system can be mounted here: ${mounted.failure ?? mounted.stderr}` };
  onTestFinished(async () => {
    await run("umount", [path], options);
  });
  return {
    path,
    /** Leaves not a byte of room: what does not fit any more is what is left over. */
    fill: async () => {
      await writeFile(join(path, "filler"), Buffer.alloc(mebibytes * 1024 * 1024)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      });
    },
  };
}
