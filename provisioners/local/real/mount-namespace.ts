import { open, readlink, type FileHandle } from "node:fs/promises";
import { ProvisionError } from "../../errors.ts";
import { clusterVariable } from "../../marked-processes.ts";
import { startService } from "../../process.ts";
import { happens } from "../wait-until.ts";
import { order, type Programs } from "./programs.ts";

/**
 * A view of the file system of a node's own. Whatever its programs mount is seen by them alone and is gone with the
 * last of them, however they end; and paths that are compiled into kubelet, containerd and CNI, such as /var/lib/cni
 * and /run/containerd, are the node's own.
 */
export interface MountNamespace {
  /** File and arguments that start a program in it. */
  enter(file: string, argv: readonly string[]): readonly [file: string, argv: readonly string[]];
  /** Its programs may go on; nothing more can be started in it. */
  close(): Promise<void>;
}

const patience = { everyMs: 2, deadlineMs: 10_000 } as const;

/** A handle on the namespace of a process, once that is another than this one's own. */
async function openForeign(pid: number, signal: AbortSignal): Promise<FileHandle> {
  const own = await readlink("/proc/self/ns/mnt");
  const path = `/proc/${pid}/ns/mnt`;
  const isForeign = async () => (await readlink(path).catch(() => own)) !== own;
  if (await happens(isForeign, { ...patience, signal })) {
    const handle = await open(path);
    // Of the handle itself: the process may have ended, and another one may have its number.
    if ((await readlink(`/proc/self/fd/${handle.fd}`)) !== own) return handle;
    await handle.close();
  }
  throw new ProvisionError(
    "a real node's own mount namespace could not be made: unshare --mount does not work",
    3,
  );
}

export interface NamespaceParts {
  readonly programs: Programs;
  /** The cluster's id, for a process that lives until the namespace is open. */
  readonly cluster: string;
  /** A log for it. */
  readonly log: string;
  readonly signal: AbortSignal;
}

/** Makes a namespace that sees all that is mounted now, and whose own mounts nobody else sees. */
export async function createMountNamespace(parts: NamespaceParts): Promise<MountNamespace> {
  const { programs, cluster, log, signal } = parts;
  const holder = await startService(
    programs.unshare,
    ["--mount", "--propagation", "private", "sleep", "60"],
    { cwd: "/", env: { PATH: process.env["PATH"] ?? "", [clusterVariable]: cluster }, log },
  );
  let handle: FileHandle;
  try {
    handle = await openForeign(holder.pid, signal);
  } finally {
    await holder.kill();
  }
  return {
    enter: (file, argv) => [
      programs.nsenter,
      [`--mount=/proc/${process.pid}/fd/${handle.fd}`, file, ...argv],
    ],
    close: () => handle.close(),
  };
}

/** A folder of the machine that is mounted over another one; none = an empty one in memory. */
export interface Mask {
  readonly over: string;
  readonly from?: string;
}

/** Mounts folders over others, inside. */
export async function applyMasks(
  namespace: MountNamespace,
  programs: Programs,
  masks: readonly Mask[],
  signal: AbortSignal,
): Promise<void> {
  for (const { over, from } of masks) {
    const argv =
      from === undefined ? ["-t", "tmpfs", "-o", "mode=755", "columbo", over] : ["--bind", from, over];
    await order(`mounting over ${over}`, ...namespace.enter(programs.mount, argv), { signal });
  }
}
