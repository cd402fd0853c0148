import type { NodeKind, Plan, PlannedNode } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import type { BinaryName } from "../binaries/index.ts";
import type { ClusterNode, ComponentEndpoint, Lack, LogFile, ProvisionerHost } from "../contract.ts";
import type { Remains } from "../ledger.ts";
import type { HttpsClient } from "./https-client.ts";
import type { Authority } from "./pki.ts";
import type { Site } from "./site.ts";
import type { Supervisor } from "./supervisor.ts";

/**
 * Plays the nodes of one kind of a local cluster. The kinds are kwok, hollow and real; a cluster has one of these
 * for each kind that its plan names.
 */
export interface NodeRunner {
  readonly nodes: readonly ClusterNode[];
  readonly logs: readonly LogFile[];
  /** The kubelets' own endpoints. */
  readonly endpoints: readonly ComponentEndpoint[];
  /** What the application's images are called where the nodes pull them; absent = Columbo's own name. */
  readonly images?: readonly string[];
  /** Starts the nodes' programs with these settings; resolves when they run, not yet when the nodes are Ready. */
  start(settings: readonly Setting[], signal: AbortSignal): Promise<void>;
  /** Restarts what takes settings of the kubelet, or of the runtime below it; containers survive. */
  restart(settings: readonly Setting[], signal: AbortSignal): Promise<void>;
  /**
   * Called when the API knows no pod of the last trial any more: resolves when nothing of them is left on the nodes
   * either (sandboxes, control groups, logs) and images that trials pull are gone again.
   */
  reset(signal: AbortSignal): Promise<void>;
  /** Undoes all that the supervisor's processes leave: mounts, network namespaces, links, control groups. Safe to repeat. */
  remove(): Promise<void>;
}

/** What a runner works with. */
export interface NodeParts {
  /** The cluster's id. */
  readonly cluster: string;
  readonly site: Site;
  readonly plan: Plan;
  /** Those of the plan's nodes that are of the runner's kind; at least one. */
  readonly nodes: readonly PlannedNode[];
  /** Free ports of 127.0.0.1, as many as `NodePlayer.ports` said. */
  readonly ports: readonly number[];
  /** The cluster's programs and `NodePlayer.binaries`. */
  readonly binaries: Readonly<Partial<Record<BinaryName, string>>>;
  readonly supervisor: Supervisor;
  /** Issues the certificates of kubelets; its own certificate is in pki/ca.crt. */
  readonly authority: Authority;
  /** The API server as Columbo's own user, who may do everything. */
  readonly api: HttpsClient;
  readonly host: ProvisionerHost;
}

/** The kinds of nodes that a local cluster can have. */
export type LocalNodeKind = Exclude<NodeKind, "existing" | "virtual">;

/** How the nodes of one kind come to be. */
export interface NodePlayer {
  /** What is needed besides the programs of every local cluster. */
  readonly binaries: readonly BinaryName[];
  /** How many ports these nodes listen on. */
  ports(plan: Plan, nodes: readonly PlannedNode[]): number;
  /** What this machine lacks for these nodes; changes nothing. */
  lacks(plan: Plan, nodes: readonly PlannedNode[]): Promise<readonly Lack[]>;
  /** What these nodes may leave on the machine outside the cluster's folder; it goes into the ledger first. */
  remains?(cluster: string, nodes: readonly PlannedNode[]): Remains;
  /** Makes the runner; starts and writes nothing yet. */
  create(parts: NodeParts): NodeRunner;
}
