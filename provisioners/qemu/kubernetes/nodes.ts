import type { Plan, PlannedNode } from "../../../experiments/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import type { ClusterNode, ComponentEndpoint, LogFile } from "../../contract.ts";
import { allSettled } from "../../local/all-settled.ts";
import type { HttpsClient } from "../../local/https-client.ts";
import type { NodeRunner } from "../../local/node-runner.ts";
import { isNodeReady } from "../../local/nodes.ts";
import { runtimesConcerned } from "../../local/settings.ts";
import { pause, waitUntil } from "../../local/wait-until.ts";
import type { RunningMachine } from "../fleet.ts";
import { kubeletPort } from "../software/kubelet-files.ts";
import type { NodeSoftware } from "./node-software.ts";
import type { Services } from "./services.ts";

/** A node and the machine that it is. */
export interface VirtualNode {
  readonly planned: PlannedNode;
  readonly running: RunningMachine;
  readonly services: Services;
  readonly software: NodeSoftware;
  readonly logs: readonly LogFile[];
}

export interface VirtualNodesParts {
  readonly plan: Plan;
  readonly nodes: readonly VirtualNode[];
  readonly api: HttpsClient;
  readonly slowness: number;
}

const readyMs = 60_000;

/** The nodes of a run: each a machine with containerd and a kubelet of its own. */
export function createVirtualNodes({ plan, nodes, api, slowness }: VirtualNodesParts): NodeRunner {
  let current: readonly Setting[] = plan.settings;

  async function restartOne(
    node: VirtualNode,
    settings: readonly Setting[],
    below: boolean,
    signal: AbortSignal,
  ) {
    const { services, software, planned } = node;
    for (const { path, text } of software.files(settings)) await services.write(path, text);
    if (below) await services.restart(software.containerd);
    // A heartbeat has whole seconds: from the next one on it is the new kubelet's.
    const since = Math.ceil(Date.now() / 1000) * 1000;
    await pause(since - Date.now(), signal);
    await services.restart(software.kubelet(settings));
    const isReady = () => isNodeReady(api, planned.name, since, signal);
    await waitUntil(`readiness of node ${planned.name}`, isReady, {
      ...{ everyMs: 50, deadlineMs: readyMs },
      signal,
      slowness,
    });
  }

  return {
    nodes: nodes.map(({ planned }): ClusterNode => ({ name: planned.name, kind: "virtual" })),
    logs: nodes.flatMap(({ logs }) => logs),
    endpoints: nodes.map(({ planned, running }): ComponentEndpoint => ({
      component: "kubelet",
      url: `https://${running.address}:${String(kubeletPort)}`,
      node: planned.name,
      verbosity: 2,
    })),
    async start(settings) {
      current = settings;
      await allSettled(
        nodes.map(async ({ services, software }) => {
          await services.start(software.containerd);
          await services.start(software.kubelet(settings));
        }),
      );
    },
    async restart(settings, signal) {
      const below = runtimesConcerned(current, settings);
      current = settings;
      await allSettled(nodes.map((node) => restartOne(node, settings, below, signal)));
    },
    async reset(signal) {
      await allSettled(nodes.map((node) => untilEmpty(node, signal, slowness)));
    },
    // Machines go as they are, with all that is in them.
    remove: () => Promise.resolve(),
  };
}

/** Where containerd keeps a folder for each sandbox and container that runs. */
const tasks = "/run/containerd/io.containerd.runtime.v2.task/k8s.io";
const emptyMs = 60_000;

/** Waits until no container of a trial is left on a node. */
async function untilEmpty(
  { running, planned }: VirtualNode,
  signal: AbortSignal,
  slowness: number,
): Promise<void> {
  const isEmpty = async () => {
    const { exitCode, stdout } = await running.remote.run("ls", ["-A", "--", tasks], {
      deadlineMs: 60_000,
      signal,
    });
    return exitCode !== 0 || stdout.trim() === "";
  };
  await waitUntil(`the end of the containers on ${planned.name}`, isEmpty, {
    ...{ everyMs: 100, deadlineMs: emptyMs },
    signal,
    slowness,
  });
}
