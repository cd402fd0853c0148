import { now, type Observations } from "../observe/index.ts";
import { apiClient } from "./api-client.ts";
import type { ClientRequest } from "./client-request.ts";
import { kubectlClient } from "./kubectl-client.ts";
import type { ClientCall } from "./record.ts";

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
          const { stamps, roundTrips } = await client.submit(call, index);
          const jobs = call.objects.map(({ metadata }) => metadata.name);
          const counted = roundTrips === undefined ? {} : { roundTrips };
          return { stamps, call: { startedAt, finishedAt: now(), jobs, ...counted } };
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
