import type { Setting } from "../../../knowledge/index.ts";
import { writeSecret } from "../establish.ts";
import type { NodeParts } from "../node-runner.ts";
import { isNodeReady } from "../nodes.ts";
import { settingsByComponent } from "../settings.ts";
import { pause, waitUntil } from "../wait-until.ts";
import { joinGroup } from "./cgroups.ts";
import { nodeFiles } from "./files.ts";
import type { Ground } from "./ground.ts";
import { kubeletArgv } from "../components/kubelet.ts";
import { kubeletConfig } from "./kubelet.ts";
import type { RealNode } from "./node.ts";
import type { NodeRuntime } from "./runtime.ts";

/** Starts a node's kubelet with these settings. */
export async function startKubelet(
  parts: NodeParts,
  node: RealNode,
  ground: Ground,
  runtime: NodeRuntime,
  settings: readonly Setting[],
): Promise<void> {
  const { site, plan, supervisor, binaries } = parts;
  const { kubelet } = binaries;
  if (kubelet === undefined) throw new TypeError("no kubelet among the binaries");
  const files = nodeFiles(parts, node).kubelet;
  const { flags, config } = settingsByComponent(settings).kubelet;
  const content = kubeletConfig(site, node, files, plan.kubernetes, ground.machine, config);
  await writeSecret(files.config, JSON.stringify(content));
  const argv = runtime.namespace.enter(kubelet, [...kubeletArgv(node, files), ...flags]);
  const pid = await supervisor.start({ component: "kubelet", node: node.name }, ...argv);
  await joinGroup(runtime.programGroup, pid);
}

/** Restarts it; resolves when the node can take pods again. Its containers go on meanwhile. */
export async function restartKubelet(
  parts: NodeParts,
  node: RealNode,
  ground: Ground,
  runtime: NodeRuntime,
  settings: readonly Setting[],
  signal: AbortSignal,
): Promise<void> {
  await parts.supervisor.stop({ component: "kubelet", node: node.name });
  // What the API server has of the node may be of the former kubelet. A heartbeat has whole seconds: from the next one
  // on it is the new one's.
  const since = Math.ceil(Date.now() / 1000) * 1000;
  await pause(since - Date.now(), signal);
  await startKubelet(parts, node, ground, runtime, settings);
  const isReady = () => isNodeReady(parts.api, node.name, since, signal);
  await waitUntil(`readiness of node ${node.name}`, isReady, { everyMs: 50, deadlineMs: 60_000, signal });
}
