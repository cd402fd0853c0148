import { join } from "node:path";
import type { Setting } from "../../../knowledge/index.ts";
import { allSettled } from "../all-settled.ts";
import { kubeletRefillMs } from "../kubelet-bucket.ts";
import type { NodeParts, NodePlayer, NodeRunner } from "../node-runner.ts";
import { runtimesConcerned } from "../settings.ts";
import { pause } from "../wait-until.ts";
import { countingFolders, readHierarchies } from "./cgroups.ts";
import { surveyGround, type Ground } from "./ground.ts";
import { kubeletVerbosity } from "./kubelet.ts";
import { restartKubelet, startKubelet } from "./kubelet-service.ts";
import { lacksForRealNodes } from "./lacks.ts";
import { bridgeName, clusterCgroup, realNode, type RealNode } from "./node.ts";
import { pulledImages, startPlannedRegistry } from "./registry.ts";
import { resetNode } from "./reset.ts";
import { startRuntime, type NodeRuntime } from "./runtime.ts";

const tooManyCores = (name: string, cores: number, { machine }: Ground) =>
  ({
    kind: "note",
    text: `node ${name} has ${cores} cores in the experiment and ${machine.cores} on this machine: pods that ask for more stay Pending`,
  }) as const;

interface Running {
  readonly node: RealNode;
  readonly runtime: NodeRuntime;
}

/** Nodes of containerd and the kubelet, as processes of this machine. */
export function createRealNodes(parts: NodeParts): NodeRunner {
  const { cluster, site, plan, ports, api } = parts;
  const nodes = parts.nodes.map((planned, index) =>
    realNode(site, cluster, planned, index, ports[index] ?? 0),
  );
  const registryPort = plan.registry === undefined ? undefined : ports[nodes.length];
  const hierarchies = readHierarchies();
  const closing = new AbortController();
  const running: Running[] = [];
  let ground: Ground | undefined;
  let current: readonly Setting[] = plan.settings;

  async function startNode(node: RealNode, on: Ground, registry: string | undefined, signal: AbortSignal) {
    const runtime = await startRuntime(parts, node, on, registry, current, signal);
    running.push({ node, runtime });
    await startKubelet(parts, node, on, runtime, current);
  }

  return {
    nodes: nodes.map((node) => ({
      name: node.name,
      kind: "real",
      podLogs: join(node.logFolder, "pods"),
      cgroups: countingFolders(hierarchies, node.cgroup),
    })),
    logs: nodes.flatMap(({ name, kubeletLog, containerdLog }) => [
      { source: "kubelet", path: kubeletLog, node: name } as const,
      { source: "containerd", path: containerdLog, node: name } as const,
    ]),
    endpoints: nodes.map(({ name, address, port }) => ({
      component: "kubelet",
      url: `https://${address}:${port}`,
      node: name,
      verbosity: kubeletVerbosity(site),
    })),
    ...(plan.registry === undefined || registryPort === undefined
      ? {}
      : { images: pulledImages(registryPort, plan.registry) }),
    async start(settings, signal) {
      current = settings;
      const on = await surveyGround(parts.host);
      ground = on;
      const registry =
        plan.registry === undefined || registryPort === undefined
          ? undefined
          : await startPlannedRegistry(site, plan, plan.registry, on.archive, registryPort, closing.signal);
      for (const { name, planned } of nodes)
        if (planned.cores > on.machine.cores) parts.host.report(tooManyCores(name, planned.cores, on));
      await allSettled(nodes.map((node) => startNode(node, on, registry, signal)));
    },
    async restart(settings, signal) {
      const below = runtimesConcerned(current, settings);
      current = settings;
      const on = ground;
      if (on === undefined) throw new TypeError("the nodes were not started");
      await allSettled(
        running.map(async ({ node, runtime }) => {
          if (below) await runtime.restart(settings, signal);
          await restartKubelet(parts, node, on, runtime, settings, signal);
        }),
      );
    },
    async reset(signal) {
      const on = ground;
      if (on === undefined) return;
      const found = await allSettled(
        running.map(async ({ node, runtime }) => {
          const had = await resetNode(node, runtime.service, api, on.hierarchies, signal);
          if (plan.registry !== undefined)
            await runtime.images.keepOnly([on.archive.references.pause], signal);
          return had;
        }),
      );
      // Of the last pods' ends the kubelets have spoken just now.
      if (found.includes(true)) await pause(kubeletRefillMs(current, plan.kubernetes), signal);
    },
    async remove() {
      closing.abort(new Error("the cluster is going down"));
      await Promise.all(running.splice(0).map(({ runtime }) => runtime.close()));
    },
  };
}

/** Real nodes: of Kubernetes' own kubelet and the machine's containerd. */
export const realPlayer: NodePlayer = {
  binaries: ["kubelet"],
  ports: (plan, nodes) => nodes.length + (plan.registry === undefined ? 0 : 1),
  lacks: lacksForRealNodes,
  remains: (cluster, nodes) => ({
    bridges: nodes.map((_, index) => bridgeName(cluster, index)),
    cgroup: clusterCgroup(cluster),
  }),
  create: createRealNodes,
};
