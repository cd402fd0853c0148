import type { ManifestCall } from "../../experiments/index.ts";
import type { Cluster } from "../../provisioners/index.ts";
import { now, type Observations } from "../observe/index.ts";
import type { Stamp } from "../timeline/index.ts";
import { apiClient } from "./api-client.ts";
import { kubectlClient } from "./kubectl-client.ts";
import type { ClientCall } from "./record.ts";

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

/** Sends one call's Jobs; resolves with what it knows of when each was sent. */
export type SubmitCall = (call: ManifestCall, index: number) => Promise<readonly Stamp[]>;

/** A client that is ready: everything that users would have done before is done. */
export interface Client {
  readonly submit: SubmitCall;
  close(): void;
}

export interface Submitted {
  readonly calls: readonly ClientCall[];
  readonly observed: Observations;
}

/** Submits a workload. */
export type Submit = () => Promise<Submitted>;

/** Makes the client ready, untimed, and gives the function that is timed. */
export async function prepareClient(request: ClientRequest): Promise<Submit> {
  const client = await (request.kind === "kubectl" ? kubectlClient(request) : apiClient(request));
  return async () => {
    try {
      const done = await Promise.all(
        request.calls.map(async (call, index) => {
          const startedAt = now();
          const stamps = await client.submit(call, index);
          const jobs = call.objects.map(({ metadata }) => metadata.name);
          return { stamps, call: { startedAt, finishedAt: now(), jobs } };
        }),
      );
      return {
        calls: done.map(({ call }) => call),
        observed: { stamps: done.flatMap(({ stamps }) => stamps) },
      };
    } finally {
      client.close();
    }
  };
}
