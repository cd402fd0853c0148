import { connectTo, now, open, send, textOf } from "../observe/index.ts";
import type { Stamp } from "../timeline/index.ts";
import { answered, type Client, type ClientRequest } from "./client-request.ts";
import { TrialError } from "./trial-error.ts";

const connectMs = 10_000;

/** Columbo's own client: the same requests without the cost of starting kubectl, and without asking first. */
export async function apiClient({ cluster, calls, signal }: ClientRequest): Promise<Client> {
  const connection = connectTo(cluster);
  const url = `${cluster.apiServer}/apis/batch/v1/namespaces/${cluster.namespace}/jobs`;
  // Opens the connection, as kubectl's warm cache spares it the discovery.
  if (calls.length > 0)
    await open(connection, `${url}?limit=1`, AbortSignal.any([signal, AbortSignal.timeout(connectMs)]))
      .then(textOf)
      .catch((error: unknown) => {
        connection.destroy();
        throw new TrialError(`the API server does not list Jobs: ${String(error)}`, { cause: error });
      });
  return {
    close: () => {
      connection.destroy();
    },
    async submit(call) {
      const stamps: Stamp[] = [];
      for (const object of call.objects) {
        const { name: job } = object.metadata;
        const common = { job, source: "Columbo's clock", precision: 0.1 };
        const { status, text, at } = await send(connection, {
          method: "POST",
          url,
          body: JSON.stringify(object),
          type: "application/json",
          signal,
          onSending: () => {
            stamps.push({ point: "job-sent", at: now(), ...common });
          },
        });
        if (status !== 201)
          throw new TrialError(
            `the API server refused the Job ${job}: ${String(status)} ${text.slice(0, 500)}`,
          );
        stamps.push(...answered({ ...common, at }));
      }
      // The connection is open already.
      return { stamps, roundTrips: call.objects.length };
    },
  };
}
