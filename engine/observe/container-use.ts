import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ContainerUse } from "../trial/record.ts";
import { groupCpuSeconds, type GroupFolders } from "./cgroup-usage.ts";
import type { ObserverFactory, SeenPod } from "./observer.ts";
import { readNow } from "./proc.ts";

/**
 * What each container of a node on this machine used until the trial ended, from its control group: that is made with
 * the container, so that its counters are all the container's. One that ended has none any more.
 */
export const containerUse: ObserverFactory = ({ cluster }) => ({
  name: "control groups of containers",
  begin: () => Promise.resolve(),
  end(pods = []) {
    const groups = new Map(cluster.nodes.map(({ name, cgroups }) => [name, cgroups]));
    const uses = pods.flatMap((pod) => {
      const ofNode = groups.get(pod.node ?? "");
      return ofNode === undefined ? [] : usesOf(pod, ofNode);
    });
    return Promise.resolve({ uses });
  },
});

function usesOf(pod: SeenPod, ofNode: GroupFolders): readonly ContainerUse[] {
  const { name, uid = "", ids = {} } = pod;
  return Object.entries(ids).flatMap(([container, id]) => {
    const folders = groupOf(ofNode, uid, id);
    const cpuSeconds = groupCpuSeconds(folders);
    // Whichever of the two has used up its share stops the container; while its own does, the pod's is not used.
    const throttled = [folders, podGroupOf(folders)]
      .map(throttledSecondsOf)
      .filter((one) => one !== undefined);
    const peakMemoryMiB = peakMemoryOf(folders);
    if (cpuSeconds === undefined && peakMemoryMiB === undefined) return [];
    return [
      {
        pod: name,
        container,
        ...(cpuSeconds === undefined ? {} : { cpuSeconds }),
        ...(throttled.length === 0 ? {} : { throttledSeconds: throttled.reduce((sum, one) => sum + one, 0) }),
        ...(peakMemoryMiB === undefined ? {} : { peakMemoryMiB }),
        source: "control group",
      },
    ];
  });
}

/** Guaranteed pods have no class of their own. Source: kubernetes v1.34.4 pkg/kubelet/cm/qos_container_manager_linux.go. */
const classes = ["burstable", "besteffort", ""] as const;

/** Where a container's control group lies below its node's, by controller. */
function groupOf(ofNode: GroupFolders, uid: string, id: string): GroupFolders {
  return Object.fromEntries(
    Object.entries(ofNode).flatMap(([controller, folder]) => {
      const found = classes
        .map((quality) => join(folder, "kubepods", quality, `pod${uid}`, id))
        .find((path) => existsSync(path));
      return found === undefined ? [] : [[controller, found] as const];
    }),
  );
}

/** The group of all of the pod's containers, which has a limit of its own where each of them has one. */
function podGroupOf(container: GroupFolders): GroupFolders {
  return Object.fromEntries(
    Object.entries(container).map(([controller, folder]) => [controller, dirname(folder)]),
  );
}

/** Seconds for which tasks of a group had to wait since its quota was used up; undefined where nobody counts them. */
function throttledSecondsOf({ cpu = "" }: GroupFolders): number | undefined {
  const [, unit, amount] = /^throttled_(time|usec) (\d+)$/m.exec(readNow(join(cpu, "cpu.stat"))) ?? [];
  if (amount === undefined) return undefined;
  // Version 1 counts nanoseconds (Documentation/scheduler/sched-bwc.rst), version 2 microseconds.
  return Number(amount) / (unit === "time" ? 1e9 : 1e6);
}

/** The most memory that a group ever had, MiB; version 2 counts it from Linux 5.19 on. */
function peakMemoryOf({ memory = "" }: GroupFolders): number | undefined {
  const bytes = ["memory.max_usage_in_bytes", "memory.peak"]
    .map((file) => readNow(join(memory, file)).trim())
    .find((text) => text !== "");
  return bytes === undefined ? undefined : Number(bytes) / 1024 ** 2;
}
