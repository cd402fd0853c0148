import { cleanTable } from "./clean.ts";
import { clusterTable } from "./cluster.ts";
import { imageTable } from "./image.ts";
import { linkTable } from "./link.ts";

/**
 * What virtual machines take on this machine: their image, a cluster of two and its trial, what the emulated network is
 * like, and what killed runs leave. libvirt's daemon must answer.
 * @param runs clusters that are made one after the other, and runs that are killed
 */
export async function qemuTable(runs: number): Promise<string> {
  return [await imageTable(), await clusterTable(runs), await linkTable(), await cleanTable(runs)].join(
    "\n\n",
  );
}
