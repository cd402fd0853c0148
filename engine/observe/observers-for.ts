import type { Plan } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import type { OwnFact } from "../../rules/index.ts";
import { auditLog } from "./audit-log.ts";
import { clusterObjects } from "./cluster-objects.ts";
import { componentMetrics } from "./component-metrics.ts";
import { containerLog } from "./container-log.ts";
import { containerUse } from "./container-use.ts";
import { containerdLog, sandboxNetworks } from "./containerd-log.ts";
import { controllerManagerLog } from "./controller-manager-log.ts";
import { cpu } from "./cpu.ts";
import { eventWatch } from "./event-watch.ts";
import { kubeletLog } from "./kubelet-log.ts";
import { leaseWatch } from "./lease-watch.ts";
import { machineClocks } from "./machine-clocks.ts";
import type { ObserverFactory } from "./observer.ts";
import { ownFacts } from "./own-facts/own-facts.ts";
import { podWatch } from "./pod-watch.ts";
import { priorityLevels } from "./priority-levels.ts";
import { roundTrip } from "./round-trip.ts";
import { schedulerLog } from "./scheduler-log.ts";
import { tolerant, type Source } from "./sources.ts";
import { traces } from "./traces/traces.ts";
import { usage } from "./usage.ts";

/** The observers of one trial. */
export interface ObserverSet {
  /** Finds the trial's pods; the trial cannot do without it, and it ends first. */
  readonly pods: ObserverFactory;
  /**
   * All others; where two of them show the same point, the earlier in this list is believed, and what the pods'
   * observer shows least of all.
   */
  readonly others: readonly ObserverFactory[];
}

const none: readonly ObserverFactory[] = [];

/**
 * Who observes a plan's trials on a cluster: with "clock" only whoever tells that all containers run, by default
 * everything that costs next to nothing, with "all" everything. A source that the cluster does not offer is reported
 * as unseen by its observer; one that could show nothing on nodes of its kinds is left out.
 * @param facts those that the user described
 */
export function observersFor(cluster: Cluster, plan: Plan, facts: readonly OwnFact[] = []): ObserverSet {
  const level = plan.observe ?? "default";
  if (level === "clock") return { pods: podWatch, others: none };
  // A cluster whose nodes are not known may have any.
  const kinds = new Set(cluster.nodes.length === 0 ? ["existing"] : cluster.nodes.map(({ kind }) => kind));
  const runs = ["real", "virtual", "existing"].some((kind) => kinds.has(kind));
  const hasKubelets = runs || kinds.has("hollow");
  const sources: readonly (Source | false)[] = [
    auditLog,
    controllerManagerLog,
    schedulerLog,
    // Before the kubelet's lines about the same events, which are written a moment after.
    eventWatch,
    hasKubelets && kubeletLog,
    runs && level === "all" && containerdLog,
    runs && sandboxNetworks,
    runs && containerLog,
    level === "all" && traces,
    // Local nodes read the clock that Columbo reads.
    kinds.has("existing") && leaseWatch,
    cluster.clocks !== undefined && machineClocks,
    counted("component metrics", componentMetrics),
    counted("round trip to the API server", roundTrip),
    priorityLevels,
    clusterObjects,
    facts.length > 0 && counted("facts of one's own", ownFacts(facts)),
    // Columbo's own machine says nothing of a cluster that is elsewhere.
    cluster.readOnly !== true && counted("use of the machine", cpu),
    cluster.readOnly !== true && counted("memory, disk and pressure", usage),
    kinds.has("real") && counted("control groups of containers", containerUse),
  ];
  return { pods: podWatch, others: sources.filter((source) => source !== false).map(tolerant) };
}

/** An observer that shows no point. */
function counted(name: string, observe: ObserverFactory): Source {
  return { name, points: [], absence: () => undefined, observe };
}
