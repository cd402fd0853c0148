import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Site } from "../site.ts";
import { waitUntil } from "../wait-until.ts";
import { hollowFolder } from "./node.ts";

// A kubelet looks for pods that are gone every two seconds, and unmounts their volumes in between.
const patience = { everyMs: 100, deadlineMs: 60_000 } as const;

/** How many pods still have a folder on any of the nodes. */
async function podFolders(site: Site): Promise<number> {
  const top = hollowFolder(site);
  const entries = await readdir(top, { withFileTypes: true });
  const roots = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(top, name, "pods"));
  const pods = await Promise.all(roots.map((root) => readdir(root).catch(() => [])));
  return pods.flat().length;
}

/** Resolves when the kubelets have taken away the folders of all pods, the last thing they do for one. */
export async function podsForgotten(site: Site, signal: AbortSignal): Promise<void> {
  const forgotten = async () => (await podFolders(site)) === 0;
  await waitUntil("the end of a trial's pods on the hollow nodes", forgotten, { ...patience, signal });
}
