import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ProvisionError } from "../../errors.ts";
import { order } from "../../local/real/programs.ts";

/** What the file system can hold; its file takes only what is written. */
const sizeGiB = 8;

/**
 * Makes a folder's content a disk, without mounting anything: disk.raw with its kernel and initial file system beside it.
 * No journal: a machine's disk is thrown away with it.
 */
export async function makeDisk(tree: string, folder: string, signal: AbortSignal): Promise<void> {
  const boot = await readdir(join(tree, "boot"));
  for (const [prefix, name] of [
    ["vmlinuz-", "vmlinuz"],
    ["initrd.img-", "initrd.img"],
  ] as const) {
    const found = boot.find((file) => file.startsWith(prefix));
    if (found === undefined)
      throw new ProvisionError(`the machines' image has no ${name}: its packages are incomplete`, 3);
    await copyFile(join(tree, "boot", found), join(folder, name));
  }
  const disk = join(folder, "disk.raw");
  const argv = [
    ...["-q", "-t", "ext4", "-L", "root", "-O", "^has_journal", "-E", "lazy_itable_init=0"],
    ...["-d", tree, disk, `${String(sizeGiB)}G`],
  ];
  await order("making the machines' disk", "mke2fs", argv, { signal });
}
