import type { FactKind } from "./fact-kind.ts";

/** What shows whether the scheduler's own decisions are the limit. */
export const pluginCostFacts: readonly FactKind[] = [
  {
    id: "plugin-cost.plugin",
    unit: "name",
    meaning: "which of InterPodAffinity and PodTopologySpread took the scheduler longer",
  },
  {
    id: "plugin-cost.share",
    unit: "share",
    meaning: "the part of all plugins' time that these two took, scheduler_plugin_execution_duration_seconds",
  },
  {
    id: "plugin-cost.cycle-mean-seconds",
    unit: "s",
    meaning: "mean time of a decision about a pod, scheduler_scheduling_algorithm_duration_seconds",
  },
  {
    id: "plugin-cost.busy-share",
    unit: "share",
    meaning: "the part of the time from the first pod until the last binding in which the scheduler decided",
  },
  {
    id: "plugin-cost.slowing-ratio",
    unit: "ratio",
    meaning: "median gap between the last quarter of the bindings by that of the first",
  },
  {
    id: "plugin-cost.seconds",
    unit: "s",
    meaning:
      "time of all decisions that these two plugins took, where the scheduler does hardly anything else; of one decision where it waits for pods",
  },
  {
    id: "plugin-cost.deployment-share",
    unit: "share",
    meaning: "plugin-cost.seconds by deployment.seconds",
  },
];
