import type { PointId } from "../stages/point.ts";

/** What a number of an extension may depend on. */
export interface WorkloadCounts {
  readonly pods: number;
  readonly nodes: number;
}

/** A number that follows from the limits that hold, by their ids, and from the workload. */
export type DerivedNumber = (limits: Readonly<Record<string, number>>, counts: WorkloadCounts) => number;

/** A mechanism of the user's own that every pod passes: an operator's client, a network plugin's limit. */
export interface PathExtension {
  /** For example "flink-operator-client". */
  readonly name: string;
  /** Pods pass it right before they reach this point. */
  readonly before: PointId;
  /** One for the whole cluster, or one on each node. */
  readonly per: "cluster" | "node";
  readonly station:
    | { readonly kind: "token-bucket"; readonly rate: DerivedNumber; readonly burst: DerivedNumber }
    /** So many pods at a time, each for so many seconds; one worker is a serial loop. */
    | { readonly kind: "worker-pool"; readonly workers: DerivedNumber; readonly seconds: DerivedNumber }
    | { readonly kind: "delay"; readonly seconds: DerivedNumber }
    /** A pod goes on at the next of looks that are this many seconds apart, counted from its arrival. */
    | { readonly kind: "polling-period"; readonly seconds: DerivedNumber };
}
