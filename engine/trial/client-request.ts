import type { ManifestCall } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import type { Stamp } from "../timeline/index.ts";

export interface ClientRequest {
  readonly kind: "kubectl" | "api";
  readonly cluster: Cluster;
  readonly trial: string;
  readonly calls: readonly ManifestCall[];
  readonly signal: AbortSignal;
  /** False when nothing shall be asked of the client that costs it time. */
  readonly observe: boolean;
  /** Holds the process ids of the calls that are under way. */
  readonly processes: Set<number>;
}

/** What a client knows of a call that it made. */
export interface SubmittedCall {
  /** When each Job was sent and answered. */
  readonly stamps: readonly Stamp[];
  /** Round trips to the API server that were waited for one after the other; absent when they were not counted. */
  readonly roundTrips?: number;
}

/** Sends one call's Jobs. */
export type SubmitCall = (call: ManifestCall, index: number) => Promise<SubmittedCall>;

/** A client that is ready: everything that users would have done before is done. */
export interface Client {
  readonly submit: SubmitCall;
  close(): void;
}

/** What the API server's answer to a Job shows: it had received and stored the Job before. */
export function answered(at: Omit<Stamp, "point" | "late">): readonly Stamp[] {
  return [
    { point: "job-received", ...at, late: true },
    { point: "job-stored", ...at, late: true },
  ];
}
