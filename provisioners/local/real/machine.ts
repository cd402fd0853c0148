import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { MachineSize } from "./kubelet.ts";

/** The machine as a kubelet sees it: all processors, and MemTotal. */
export async function machineSize(): Promise<MachineSize> {
  const kilobytes = Number(/^MemTotal:\s+(\d+)/m.exec(await readFile("/proc/meminfo", "utf8"))?.[1] ?? 0);
  return { cores: availableParallelism(), memoryBytes: kilobytes * 1024 };
}
