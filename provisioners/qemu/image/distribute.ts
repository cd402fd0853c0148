import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ProvisionerHost } from "../../contract.ts";
import { ProvisionError } from "../../errors.ts";
import { run } from "../../process.ts";
import type { MachineHost } from "../hosts/machine-host.ts";
import type { BaseImage } from "./ensure.ts";

/** A base image as one host has it. */
export interface HostImage extends Pick<BaseImage, "disk" | "kernel" | "initrd"> {
  /** How qemu-img calls the form of the disk. */
  readonly format: "raw" | "qcow2";
}

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
  image: BaseImage,
  basePath: string,
  host: ProvisionerHost,
): Promise<HostImage> {
  if (there.name === "local") return { ...image, format: "raw" };
  const folder = join(basePath, ".columbo", "images", image.key);
  const copy: HostImage = {
    format: "qcow2",
    disk: join(folder, "disk.qcow2"),
    kernel: join(folder, "vmlinuz"),
    initrd: join(folder, "initrd.img"),
  };
  // The disk gets its name last: where it is, all of it is.
  if ((await there.run("test", ["-e", copy.disk], { deadlineMs: askMs })).exitCode === 0) return copy;
  host.report({ kind: "step", text: `bringing the machines' image to ${there.name}` });
  const packed = `${image.disk}.${String(process.pid)}.qcow2`;
  try {
    await pack(image.disk, packed, host.signal);
    await there.makeFolder(folder);
    await there.putFile(image.kernel, copy.kernel);
    await there.putFile(image.initrd, copy.initrd);
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

async function pack(disk: string, packed: string, signal: AbortSignal): Promise<void> {
  const argv = ["convert", "-q", "-O", "qcow2", disk, packed];
  const { exitCode, stderr, failure } = await run("qemu-img", argv, { deadlineMs: packMs, signal });
  signal.throwIfAborted();
  if (exitCode !== 0)
    throw new ProvisionError(
      `the machines' image cannot be packed for another host: ${failure ?? stderr.trim()}`,
      3,
    );
}
