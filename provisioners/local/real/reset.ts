import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { readList } from "../api.ts";
import type { HttpsClient } from "../https-client.ts";
import { waitUntil } from "../wait-until.ts";
import { groupTree, killProcessesIn } from "./cgroup-tree.ts";
import type { Hierarchies } from "./cgroups.ts";
import type { RuntimeService, Sandbox } from "./cri.ts";
import type { RealNode } from "./node.ts";

interface Pod {
  readonly metadata: { readonly uid: string };
}

/** The pods that the API server has for a node. */
async function expectedPods(
  api: HttpsClient,
  node: RealNode,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const path = `/api/v1/pods?resourceVersion=0&fieldSelector=spec.nodeName%3D${node.name}`;
  return new Set((await readList<Pod>(api, path, signal)).map(({ metadata }) => metadata.uid));
}

/** The pods that the kubelet has folders of: it removes them last. */
const podFolders = (node: RealNode): Promise<readonly string[]> =>
  readdir(join(node.libFolder, "kubelet", "pods")).catch(() => []);

/** The pods that have control groups. Source: GetPodContainerName in pkg/kubelet/cm/pod_container_manager_linux.go. */
async function podGroups(
  node: RealNode,
  { all }: Hierarchies,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const trees = await Promise.all(all.map(({ folder }) => groupTree(join(folder, node.cgroup, "kubepods"))));
  const groups = new Map<string, string[]>();
  for (const folder of trees.flat()) {
    const uid = /\/pod([0-9a-f-]{36})(?:$|\/)/.exec(folder)?.[1];
    if (uid !== undefined) groups.set(uid, [...(groups.get(uid) ?? []), folder]);
  }
  return groups;
}

/** Removals at a time: more of them only wait for each other's locks. */
const atOnce = 8;

/** Removes what can be removed; fails with the last refusal when one was refused. */
async function removeSandboxes(runtime: RuntimeService, sandboxes: readonly Sandbox[]): Promise<void> {
  const waiting = [...sandboxes];
  let refusal: Error | undefined;
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await runtime.removeSandbox(next.id).catch((error: unknown) => {
        refusal = error as Error;
      });
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (refusal !== undefined) throw refusal;
}

/**
 * Resolves when a node holds nothing of pods that the API server does not know any more. The kubelet ends such pods,
 * but grants each its grace period: their processes are killed for it, and nothing else is taken off it. What has
 * ended it would keep until its collection once a minute: sandboxes that it has stopped are removed in the way in
 * which it does that, and logs are deleted.
 * @returns whether there was anything
 */
export async function resetNode(
  node: RealNode,
  runtime: RuntimeService,
  api: HttpsClient,
  hierarchies: Hierarchies,
  signal: AbortSignal,
): Promise<boolean> {
  let found = false;
  const isClear = async () => {
    const expected = await expectedPods(api, node, signal);
    const isLeft = (uid: string) => !expected.has(uid);
    const groups = [...(await podGroups(node, hierarchies))].filter(([uid]) => isLeft(uid));
    const killed = await killProcessesIn(groups.flatMap(([, folders]) => folders));
    const sandboxes = (await runtime.listSandboxes()).filter(({ uid }) => isLeft(uid));
    const folders = (await podFolders(node)).filter(isLeft);
    const nothing = groups.length + sandboxes.length + folders.length === 0;
    found ||= !nothing;
    if (killed.length === 0) await removeSandboxes(runtime, sandboxes);
    return nothing;
  };
  const patience = { everyMs: 100, deadlineMs: 120_000, signal };
  await waitUntil(`the end of a trial's pods on node ${node.name}`, isClear, patience);
  const expected = await expectedPods(api, node, signal);
  const logs = join(node.logFolder, "pods");
  for (const name of await readdir(logs).catch(() => []))
    if (!expected.has(name.split("_").at(-1) ?? ""))
      await rm(join(logs, name), { recursive: true, force: true });
  return found;
}
