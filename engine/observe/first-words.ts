import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ObservedTrial } from "./observer.ts";

const everyMs = 25;

/**
 * Resolves when each container of the trial that has a log on this machine has written into it: the API says that a
 * container runs as soon as its process is started, and its application may compute for long before its first word.
 * @param isOver asked between two looks: whether nobody waits any more
 */
export async function firstWords(
  { cluster, trial, counts }: Pick<ObservedTrial, "cluster" | "trial" | "counts">,
  isOver: () => boolean,
): Promise<void> {
  const folders = cluster.nodes.flatMap(({ podLogs }) => (podLogs === undefined ? [] : [podLogs]));
  const silent = new Set<string>();
  for (const folder of folders)
    for (const file of await logsOfTrial(folder, `${cluster.namespace}_${trial}-`)) silent.add(file);
  while (silent.size > 0 && !isOver()) {
    for (const file of silent) {
      const size = await stat(file).then(
        (found) => found.size,
        () => 0,
      );
      if (size === 0) continue;
      silent.delete(file);
      counts.further = (counts.further ?? 0) + 1;
    }
    if (silent.size > 0) await sleep(everyMs);
  }
}

/** <namespace>_<pod>_<uid>/<container>/0.log below a node's folder of pod logs, where the pod's name begins as told. */
async function logsOfTrial(folder: string, beginning: string): Promise<readonly string[]> {
  const pods = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(beginning));
  const logs = await Promise.all(
    pods.map(async (pod) => {
      const containers = await readdir(join(folder, pod)).catch(() => []);
      return containers.map((container) => join(folder, pod, container, "0.log"));
    }),
  );
  return logs.flat();
}
