import { availableParallelism } from "node:os";
import { readFile } from "node:fs/promises";
import { verdict, type Verdict } from "./finding.ts";

const enoughCores = 2;
const gib = 2 ** 30;
/** Control plane, etcd and kwok with 1,600 pods take about 2.5 GiB; a linker of kube-apiserver about 2. */
const enoughMemory = 3 * gib;

/** With one core the control plane measures its own hunger instead of its settings. */
export function cores(count = availableParallelism()): Verdict {
  return verdict("needed", count >= enoughCores, `${count}, at least ${enoughCores} needed`);
}

/** The memory that can be had without swapping, as the kernel estimates it. */
export async function memory(): Promise<Verdict> {
  const kib = Number(/^MemAvailable:\s+(\d+) kB/m.exec(await readFile("/proc/meminfo", "utf8"))?.[1]);
  const found = `${((kib * 1024) / gib).toFixed(1)} GiB available, at least ${enoughMemory / gib} needed`;
  return verdict("needed", kib * 1024 >= enoughMemory, found);
}
