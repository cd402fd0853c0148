import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { ProvisionerHost } from "../../contract.ts";
import { ProvisionError } from "../../errors.ts";
import { run } from "../../process.ts";
import type { MachineHost } from "../hosts/machine-host.ts";
import { machineImagesFolder } from "./ensure.ts";
import type { ImageBoot, MachineImage } from "./machine-image.ts";

const packMs = 300_000;
const askMs = 30_000;

/**
 * Brings an image to a host that does not have it yet: into a folder beside those of its runs, where it stays for later
 * ones, as the image itself stays in this machine's cache. Over the network it goes packed, without its empty blocks.
 * @param basePath the folder of all of Columbo's on every host
 * @throws ProvisionError (exit code 3) with what a step said
 */
export async function imageOn(
  there: MachineHost,
  image: MachineImage,
  basePath: string,
  host: ProvisionerHost,
): Promise<MachineImage> {
  if (there.name === "local") return image;
  const folder = join(basePath, ".columbo", "images", image.key);
  const copy: MachineImage = {
    ...image,
    format: "qcow2",
    disk: join(folder, "disk.qcow2"),
    boot: movedTo(folder, image.boot),
  };
  // The disk gets its name last: where it is, all of it is.
  if ((await there.run("test", ["-e", copy.disk], { deadlineMs: askMs })).exitCode === 0) return copy;
  host.report({ kind: "step", text: `bringing the machines' image to ${there.name}` });
  const packed = join(machineImagesFolder(), `.packed-${String(process.pid)}-${image.key}.qcow2`);
  try {
    await pack(image, packed, host.signal);
    await there.makeFolder(folder);
    for (const file of besides(image.boot)) await there.putFile(file, join(folder, basename(file)));
    const unfinished = `${copy.disk}.${String(process.pid)}`;
    await there.putFile(packed, unfinished);
    host.signal.throwIfAborted();
    const { exitCode, stderr, failure } = await there.run("mv", ["--", unfinished, copy.disk], {
      deadlineMs: askMs,
    });
    if (exitCode !== 0)
      throw new ProvisionError(
        `the machines' image cannot be kept on ${there.name}: ${failure ?? stderr.trim()}`,
        3,
      );
  } finally {
    await rm(packed, { force: true });
  }
  return copy;
}

/** The files that it needs besides its disk. */
function besides(boot: ImageBoot): readonly string[] {
  if (boot.kind === "kernel") return [boot.kernel, boot.initrd];
  return boot.software === undefined ? [] : [boot.software];
}

function movedTo(folder: string, boot: ImageBoot): ImageBoot {
  const moved = (path: string): string => join(folder, basename(path));
  if (boot.kind === "kernel")
    return { kind: "kernel", kernel: moved(boot.kernel), initrd: moved(boot.initrd) };
  return boot.software === undefined ? boot : { kind: "disk", software: moved(boot.software) };
}

async function pack({ disk, format }: MachineImage, packed: string, signal: AbortSignal): Promise<void> {
  const argv = ["convert", "-q", "-f", format, "-O", "qcow2", disk, packed];
  const { exitCode, stderr, failure } = await run("qemu-img", argv, { deadlineMs: packMs, signal });
  signal.throwIfAborted();
  if (exitCode !== 0)
    throw new ProvisionError(
      `the machines' image cannot be packed for another host: ${failure ?? stderr.trim()}`,
      3,
    );
}
