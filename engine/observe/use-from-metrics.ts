import type { ContainerUse, MetricDelta } from "../trial/record.ts";

/** What kubelets count of each container, by the figure that it comes to; counters of a new container begin at 0. */
const figures: Readonly<Record<string, Exclude<keyof ContainerUse, "pod" | "container" | "source">>> = {
  container_cpu_cfs_throttled_seconds_total: "throttledSeconds",
  container_cpu_usage_seconds_total: "cpuSeconds",
  container_memory_max_usage_bytes: "peakMemoryMiB",
};

/**
 * What containers used, as their kubelets say: they look every ten seconds or so, so that the last of it is missing.
 * @param nodes those whose own control groups nobody here can read
 */
export function usesFromMetrics(
  metrics: readonly MetricDelta[],
  nodes: (node: string) => boolean,
): readonly ContainerUse[] {
  const told = metrics.filter(
    ({ name, node, labels }) => name in figures && labels["pod"] !== undefined && nodes(node ?? ""),
  );
  const containers = Map.groupBy(told, ({ labels }) => `${labels["pod"] ?? ""}/${labels["container"] ?? ""}`);
  return [...containers.values()].map((all) => {
    const { pod = "", container = "" } = all[0]?.labels ?? {};
    const used = all.flatMap(({ name, delta }) => {
      const figure = figures[name];
      const value = figure === "peakMemoryMiB" ? delta / 1024 ** 2 : delta;
      // Where the kernel keeps no highest value it is given as 0.
      return figure === undefined || (figure === "peakMemoryMiB" && value === 0) ? [] : [[figure, value]];
    });
    return { pod, container, ...(Object.fromEntries(used) as object), source: "kubelet metrics" };
  });
}
