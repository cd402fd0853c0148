import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../make-folders.ts";
import { keepingState } from "../state-fault.ts";
import type { Access } from "./kubeconfig/access.ts";
import { singleKubeconfig, withToken } from "./kubeconfig/single.ts";

/** The kubeconfig of this one context in a run's folder: for kubectl, and for whoever cleans up after a crash. */
export function foreignKubeconfig(folder: string): string {
  return join(folder, "kubeconfig");
}

/** Where kubectl keeps its cache and manifests are written. */
export function scratchOf(folder: string): string {
  return join(folder, "scratch");
}

/** Makes a run's folder, of mode 0700, with the kubeconfig, of mode 0600, in it. */
export async function writeForeignSite(folder: string, access: Access, namespace: string): Promise<void> {
  await keepingState(async () => {
    await makeFolders(scratchOf(folder), 0o700);
    const text = singleKubeconfig(access, namespace, withToken(access));
    await writeFile(foreignKubeconfig(folder), text, { mode: 0o600 });
  });
}
