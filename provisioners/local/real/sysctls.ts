import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../../make-folders.ts";
import type { Mask } from "./mount-namespace.ts";

/**
 * Settings of the whole machine that a kubelet changes at its start and nobody puts back. Source: setupKernelTunables in
 * pkg/kubelet/cm/container_manager_linux.go, the same from 1.27 to 1.37.
 */
const changed = [
  "vm/overcommit_memory",
  "vm/panic_on_oom",
  "kernel/panic",
  "kernel/panic_on_oops",
  "kernel/keys/root_maxkeys",
  "kernel/keys/root_maxbytes",
] as const;

/** Copies of them in a folder, to be mounted over them: the node's kubelet changes those, and the machine stays as it is. */
export async function copySysctls(folder: string): Promise<readonly Mask[]> {
  await makeFolders(folder, 0o700);
  const copies = changed.map(async (name): Promise<readonly Mask[]> => {
    const over = join("/proc/sys", name);
    const text = await readFile(over, "utf8").catch(() => undefined);
    if (text === undefined) return [];
    const from = join(folder, name.replaceAll("/", "."));
    await writeFile(from, text);
    return [{ over, from }];
  });
  return (await Promise.all(copies)).flat();
}
