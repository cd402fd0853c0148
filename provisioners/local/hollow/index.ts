import { mkdir, rm } from "node:fs/promises";
import { nodeBinaries } from "../../binaries/index.ts";
import { ProvisionError } from "../../errors.ts";
import { keepingState } from "../../state-fault.ts";
import { kubeletRefillMs } from "../kubelet-bucket.ts";
import type { NodeParts, NodePlayer, NodeRunner } from "../node-runner.ts";
import { logFile } from "../site.ts";
import { serviceName } from "../supervisor.ts";
import { pause } from "../wait-until.ts";
import { podsForgotten } from "./calm.ts";
import {
  hollowArgv,
  hollowFolder,
  hollowNode,
  hollowVerbosity,
  writeCredentials,
  type HollowNode,
} from "./node.ts";
import { heardFrom } from "./ready.ts";
import { refusedSettings } from "./settings.ts";

/**
 * Nodes of Kubernetes' own kubemark: each is a process with the kubelet's real code over a runtime that starts
 * nothing. Pods go through its queues, volumes and status writes, and run as long as they exist.
 */
export function createHollowNodes(parts: NodeParts): NodeRunner {
  const { site, plan, binaries, supervisor, api } = parts;
  const { kubernetes } = plan;
  const nodes = parts.nodes.map((planned, index) => {
    const port = parts.ports[index];
    if (port === undefined) throw new TypeError(`no port for node ${planned.name}`);
    return hollowNode(planned, port);
  });
  let current = plan.settings;

  async function start(node: HollowNode): Promise<void> {
    const { kubemark } = binaries;
    if (kubemark === undefined) throw new TypeError("no kubemark among the binaries");
    await supervisor.start(node.service, kubemark, hollowArgv(site, node, current, kubernetes));
  }

  async function makeFolder(): Promise<void> {
    await keepingState(() => mkdir(hollowFolder(site), { recursive: true, mode: 0o700 }));
  }

  return {
    nodes: nodes.map(({ planned: { name, kind } }) => ({ name, kind })),
    logs: nodes.map(({ planned: { name }, service }) => ({
      source: "kubelet",
      path: logFile(site, serviceName(service)),
      node: name,
    })),
    endpoints: nodes.map(({ planned: { name }, url }) => ({
      component: "kubelet",
      url,
      node: name,
      verbosity: hollowVerbosity,
    })),
    async start(settings) {
      current = settings;
      await makeFolder();
      await Promise.all(
        nodes.map(async (node) => {
          await writeCredentials(parts, node);
          await start(node);
        }),
      );
    },
    async restart(settings, signal) {
      const refused = refusedSettings(plan, settings);
      if (refused !== undefined) throw new ProvisionError(`${refused.what}: ${refused.mend}`, 3);
      current = settings;
      await Promise.all(nodes.map(({ service }) => supervisor.stop(service)));
      // A kubelet of kubemark's begins a new folder each time, and what its runtime had ended with it.
      await rm(hollowFolder(site), { recursive: true, force: true });
      await makeFolder();
      const since = Date.now();
      await Promise.all(nodes.map(start));
      await heardFrom(
        api,
        nodes.map(({ planned }) => planned.name),
        since,
        signal,
      );
    },
    async reset(signal) {
      // Nothing is asked for the trial's pods any more, so the buckets are full after this time at the latest.
      const refillMs = kubeletRefillMs(current, kubernetes);
      await Promise.all([podsForgotten(site, signal), pause(refillMs, signal)]);
    },
    // All they make lies in the cluster's folder.
    remove: () => Promise.resolve(),
  };
}

export const hollowPlayer: NodePlayer = {
  binaries: nodeBinaries.hollow,
  ports: (_, nodes) => nodes.length,
  lacks(plan) {
    const refused = refusedSettings(plan, plan.settings);
    return Promise.resolve(refused === undefined ? [] : [refused]);
  },
  create: createHollowNodes,
};
