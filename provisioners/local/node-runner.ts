import type { Setting } from "../../knowledge/index.ts";
import type { ClusterNode, ComponentEndpoint, LogFile } from "../contract.ts";

/**
 * Plays the nodes of one kind of a local cluster. The kinds are kwok, hollow and real; a cluster has one of these
 * for each kind that its plan names.
 */
export interface NodeRunner {
  readonly nodes: readonly ClusterNode[];
  readonly logs: readonly LogFile[];
  /** The kubelets' own endpoints. */
  readonly endpoints: readonly ComponentEndpoint[];
  /** Starts the nodes' programs with these settings; resolves when they run, not yet when the nodes are Ready. */
  start(settings: readonly Setting[], signal: AbortSignal): Promise<void>;
  /** Restarts what takes settings of the kubelet; containers survive. */
  restart(settings: readonly Setting[], signal: AbortSignal): Promise<void>;
  /**
   * Called when the API knows no pod of the last trial any more: resolves when nothing of them is left on the nodes
   * either (sandboxes, control groups, logs) and images that trials pull are gone again.
   */
  reset(signal: AbortSignal): Promise<void>;
  /** Undoes all that the supervisor's processes leave: mounts, network namespaces, links, control groups. Safe to repeat. */
  remove(): Promise<void>;
}
