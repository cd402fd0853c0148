import { access } from "node:fs/promises";
import type { Setting } from "../../../knowledge/index.ts";
import { inSite } from "../site.ts";
import type { NodeParts } from "../node-runner.ts";
import { settingsByComponent } from "../settings.ts";
import { waitUntil } from "../wait-until.ts";
import { createBridge } from "./bridge.ts";
import { createGroup, createProgramGroup, joinGroup } from "./cgroups.ts";
import { containerdSocket } from "./containerd.ts";
import { runtimeService, type RuntimeService } from "./cri.ts";
import { nodeFiles, writeContainerdFile, writeNodeFiles } from "./files.ts";
import type { Ground } from "./ground.ts";
import { nodeImages, type NodeImages } from "./images.ts";
import { applyMasks, createMountNamespace, type MountNamespace } from "./mount-namespace.ts";
import type { RealNode } from "./node.ts";
import { copySysctls } from "./sysctls.ts";

/** A node's container runtime, and where its kubelet belongs. */
export interface NodeRuntime {
  readonly namespace: MountNamespace;
  /** The control group of the node's programs, its folders. */
  readonly programGroup: readonly string[];
  /** Another one after a restart. */
  readonly service: RuntimeService;
  readonly images: NodeImages;
  /** Starts containerd again with these settings; its containers go on meanwhile. */
  restart(settings: readonly Setting[], signal: AbortSignal): Promise<void>;
  /** Lets go of it; ends nothing. */
  close(): Promise<void>;
}

const patience = { everyMs: 20, deadlineMs: 60_000 } as const;

/** Starts the node's containerd; resolves when it answers. */
async function startContainerd(
  { supervisor, ...parts }: NodeParts,
  node: RealNode,
  place: Pick<NodeRuntime, "namespace" | "programGroup">,
  program: string,
  signal: AbortSignal,
): Promise<RuntimeService> {
  const file = nodeFiles({ supervisor, ...parts }, node).containerd;
  const argv = place.namespace.enter(program, ["--config", file]);
  const pid = await supervisor.start({ component: "containerd", node: node.name }, ...argv);
  await joinGroup(place.programGroup, pid);
  // Through the process's own root: the path is short, and the same for every node.
  const socket = `/proc/${pid}/root${containerdSocket}`;
  const isThere = async () => access(socket).then(() => true);
  await waitUntil(`the start of node ${node.name}'s containerd`, isThere, { ...patience, signal });
  const service = runtimeService(socket);
  const answers = async () => (await service.version()) !== "";
  await waitUntil(`the answer of node ${node.name}'s containerd`, answers, { ...patience, signal }).catch(
    (error: unknown) => {
      service.close();
      throw error;
    },
  );
  return service;
}

/** Makes the node's surroundings and starts its containerd; resolves when that answers and has its images. */
export async function startRuntime(
  parts: NodeParts,
  node: RealNode,
  ground: Ground,
  registry: string | undefined,
  settings: readonly Setting[],
  signal: AbortSignal,
): Promise<NodeRuntime> {
  const { cluster, site, supervisor } = parts;
  const { programs, hierarchies, archive } = ground;
  const { pause, empty } = archive.references;
  const options = (of: readonly Setting[]) => ({
    pauseImage: pause,
    runc: programs.runc,
    cniPlugins: ground.plugins,
    restrictOomScore: !ground.mayLowerOomScore,
    ...(site.tracing === undefined ? {} : { tracing: site.tracing.endpoint }),
    values: settingsByComponent(of).containerd.config,
  });
  await writeNodeFiles(parts, node, options(settings), registry);
  await createGroup(hierarchies, node.cgroup, node.planned.cores);
  const programGroup = await createProgramGroup(hierarchies, node.cgroup);
  await createBridge(programs, node.bridge, node.address, signal);
  const log = node.containerdLog;
  const namespace = await createMountNamespace({ programs, cluster, log, signal });
  const place = { namespace, programGroup };
  let service: RuntimeService | undefined;
  const close = async (): Promise<void> => {
    service?.close();
    await namespace.close();
  };
  try {
    const masks = [
      { over: "/run" },
      { over: "/var/lib", from: node.libFolder },
      { over: "/var/log", from: node.logFolder },
      ...(await copySysctls(inSite(site, "nodes", node.name, "sysctls"))),
    ];
    await applyMasks(namespace, programs, masks, signal);
    let running = (service = await startContainerd(parts, node, place, programs.containerd, signal));
    const images = nodeImages(namespace, programs);
    await images.load(archive.path, signal);
    await images.keepOnly(registry === undefined ? [pause, empty] : [pause], signal);
    return {
      ...place,
      images,
      get service() {
        return running;
      },
      async restart(next, until) {
        await supervisor.stop({ component: "containerd", node: node.name });
        running.close();
        await writeContainerdFile(parts, node, options(next), registry);
        running = service = await startContainerd(parts, node, place, programs.containerd, until);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
