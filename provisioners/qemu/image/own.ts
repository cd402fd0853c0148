import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import type { ProvisionerHost } from "../../contract.ts";
import { ProvisionError } from "../../errors.ts";
import { order } from "../../local/real/programs.ts";
import { makeFolders } from "../../make-folders.ts";
import { run } from "../../process.ts";
import { keyOfContents, machineImagesFolder, type ImageContents } from "./ensure.ts";
import type { MachineImage } from "./machine-image.ts";

/** The label by which a machine finds the disk with Kubernetes' programs. */
export const softwareLabel = "columbo";

const infoSchema = z.looseObject({ format: z.enum(["raw", "qcow2"]) });
const askMs = 30_000;

/**
 * A disk image of the user's own, which starts itself and whose cloud-init makes it a machine of the run. Kubernetes'
 * programs, which it does not have, come on a second disk.
 * @throws ProvisionError (exit code 3) when it is not there or no disk image
 */
export async function ownImage(
  disk: string,
  contents: ImageContents,
  { signal }: Pick<ProvisionerHost, "signal">,
): Promise<MachineImage> {
  const size = await stat(disk).catch(() => undefined);
  if (size?.isFile() !== true)
    throw new ProvisionError(
      `[qemu] image: there is no file ${disk}; expected a disk image with cloud-init`,
      3,
    );
  const { exitCode, stdout, stderr } = await run("qemu-img", ["info", "--output=json", disk], {
    deadlineMs: askMs,
    signal,
  });
  const info = exitCode === 0 ? infoSchema.safeParse(JSON.parse(stdout)) : undefined;
  if (info?.success !== true)
    throw new ProvisionError(
      `[qemu] image: ${disk} is no disk image of the form raw or qcow2${stderr === "" ? "" : ` (${stderr.trim()})`}`,
      3,
    );
  const key = createHash("sha256")
    .update(JSON.stringify([disk, size.size, size.mtimeMs]))
    .digest("hex")
    .slice(0, 24);
  const { format } = info.data;
  const hasSoftware = Object.keys(contents.programs).length > 0;
  const software = hasSoftware ? { software: await softwareDisk(contents, signal) } : {};
  return { key, disk, format, boot: { kind: "disk", ...software } };
}

/** What the disk takes besides its files, bytes. */
const spareBytes = 64 * 1024 ** 2;

/** A disk with programs in bin/ and archives of container images in images/; cached under the key of its contents. */
async function softwareDisk(contents: ImageContents, signal: AbortSignal): Promise<string> {
  const name = `${await keyOfContents(contents)}-software.raw`;
  const disk = join(machineImagesFolder(), name);
  await makeFolders(machineImagesFolder());
  const there: readonly string[] = await readdir(machineImagesFolder());
  if (there.includes(name)) return disk;
  const temporary = await mkdtemp(join(machineImagesFolder(), ".tmp-"));
  try {
    const tree = join(temporary, "tree");
    for (const folder of ["bin", "images"]) await mkdir(join(tree, folder), { recursive: true });
    const files = [
      ...Object.entries(contents.programs).map(
        ([path, file]) => [join("bin", basename(path)), file] as const,
      ),
      ...contents.archives.map((file) => [join("images", basename(file)), file] as const),
    ];
    let bytes = spareBytes;
    for (const [path, file] of files) {
      await copyFile(file, join(tree, path));
      bytes += (await stat(file)).size;
    }
    const unfinished = join(temporary, "disk.raw");
    const kib = String(Math.ceil((bytes * 1.05) / 1024));
    const argv = [
      "-q",
      "-t",
      "ext4",
      "-L",
      softwareLabel,
      "-O",
      "^has_journal",
      "-d",
      tree,
      unfinished,
      `${kib}k`,
    ];
    await order("making the disk with Kubernetes' programs", "mke2fs", argv, { signal });
    await rename(unfinished, disk);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return disk;
}
