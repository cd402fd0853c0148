/** How many nodes of one kind the local provider shall make; without a count, all that are left. */
export interface NodeGroup {
  readonly kind: "kwok" | "real" | "hollow";
  readonly count: number | undefined;
}

export type OptionValue = string | number | boolean | readonly string[] | readonly NodeGroup[] | undefined;

/** The values read so far, by key. An option that is not given and has no default is there as undefined; a faulty one is absent. */
export type Known = ReadonlyMap<string, OptionValue>;

/** What a cross-check has to say about an option of the file. */
export interface Problem {
  readonly key: string;
  readonly text: string;
  /** The file is accepted all the same. */
  readonly warning?: boolean;
}

export type Tier = "cloud" | "edge" | "endpoint";

export function numberOf(known: Known, key: string): number | undefined {
  const value = known.get(key);
  return typeof value === "number" ? value : undefined;
}

/** Nodes per tier; undefined when one of them is faulty, since nothing can be said of their sum then. */
export function nodesOf(known: Known): Readonly<Record<Tier, number>> | undefined {
  const cloud = numberOf(known, "cloud_nodes");
  const edge = numberOf(known, "edge_nodes");
  const endpoint = numberOf(known, "endpoint_nodes");
  if (cloud === undefined || edge === undefined || endpoint === undefined) return undefined;
  return { cloud, edge, endpoint };
}

/** The tier that the workers are in, as Continuum chooses it. */
export function modeOf(nodes: Readonly<Record<Tier, number>>): Tier {
  if (nodes.edge > 0) return "edge";
  return nodes.cloud > 0 ? "cloud" : "endpoint";
}

/** Whether the cluster is there already and the file says nothing of its machines, as it need not. */
export function withoutMachines(known: Known): boolean {
  const nodes = nodesOf(known);
  const none = nodes !== undefined && nodes.cloud + nodes.edge + nodes.endpoint === 0;
  return none && known.get("provider") === "existing";
}

const ownProviders = ["local", "simulated", "existing"];

/** Whether the provider is one of Columbo's, for which no file of Continuum's exists. */
export function isOwnProvider(known: Known): boolean {
  const provider = known.get("provider");
  return typeof provider === "string" && ownProviders.includes(provider);
}
