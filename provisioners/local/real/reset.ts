import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { readList } from "../api.ts";
import type { HttpsClient } from "../https-client.ts";
import { waitUntil } from "../wait-until.ts";
import { groupTree, type Hierarchies } from "./cgroups.ts";
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
const podsWithFolders = (node: RealNode): Promise<readonly string[]> =>
  readdir(join(node.libFolder, "kubelet", "pods")).catch(() => []);

/** The pods that have control groups. Source: GetPodContainerName in pkg/kubelet/cm/pod_container_manager_linux.go. */
async function podsWithGroups(node: RealNode, { all }: Hierarchies): Promise<readonly string[]> {
  const trees = await Promise.all(all.map(({ folder }) => groupTree(join(folder, node.cgroup, "kubepods"))));
  return trees.flat().flatMap((folder) => /^pod([0-9a-f-]{36})$/.exec(basename(folder))?.[1] ?? []);
}

/** Removals at a time: more of them only wait for each other's network and file system locks. */
const atOnce = 8;

async function removeAll(runtime: RuntimeService, sandboxes: readonly Sandbox[]): Promise<void> {
  const waiting = [...sandboxes];
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await runtime.removeSandbox(next.id);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/**
 * Resolves when a node holds nothing of pods that the API server does not know any more. The kubelet ends such pods,
 * but grants each its grace period and keeps what has ended until its collection once a minute; so sandboxes are
 * removed beside it, in the way in which it does that. Pods' logs it would keep until then too.
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
    const left = (uid: string) => !expected.has(uid);
    const sandboxes = (await runtime.listSandboxes()).filter(({ uid }) => left(uid));
    await removeAll(runtime, sandboxes);
    const rest = [...(await podsWithFolders(node)), ...(await podsWithGroups(node, hierarchies))].filter(
      left,
    );
    const nothing = sandboxes.length === 0 && rest.length === 0;
    found ||= !nothing;
    return nothing;
  };
  await waitUntil(`the end of a trial's pods on node ${node.name}`, isClear, {
    everyMs: 50,
    deadlineMs: 120_000,
    signal,
  });
  const expected = await expectedPods(api, node, signal);
  const logs = join(node.logFolder, "pods");
  for (const name of await readdir(logs).catch(() => []))
    if (!expected.has(name.split("_").at(-1) ?? ""))
      await rm(join(logs, name), { recursive: true, force: true });
  return found;
}
