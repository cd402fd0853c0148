import { request } from "node:https";
import { agentFor } from "../agent.ts";
import type { ClientIdentity } from "../contract.ts";
import { ProvisionError } from "../errors.ts";

/** What a server answered; any status is an answer, not an exception. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface RequestOptions {
  /** Sent as JSON; with PATCH it is a merge patch. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** A client of one HTTPS server that keeps its connections open. */
export interface HttpsClient {
  /** Rejects with a ProvisionError when nobody listens or nothing comes for long, with the signal's reason when aborted. */
  send(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  close(): void;
}

/** Of a server on this machine; a slower one's is so many times longer. */
const localSilenceMs = 10_000;

/**
 * A client for `url` that shows this identity. Plain node:https: the Kubernetes client library takes ten times
 * as long to load as a cluster's PKI takes to make, and the few requests of a provisioner need none of it.
 * @param slowness as `Site.slowness`
 */
export function createHttpsClient(url: string, identity: ClientIdentity, slowness = 1): HttpsClient {
  const silenceMs = localSilenceMs * slowness;
  const agent = agentFor(identity, 16);
  return {
    async send(method, path, options = {}) {
      const own = (await identity.headers?.()) ?? {};
      return new Promise((resolve, reject) => {
        const body = options.body === undefined ? undefined : JSON.stringify(options.body);
        const headers =
          body === undefined
            ? {}
            : {
                "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
                "content-length": Buffer.byteLength(body),
              };
        const fail = (error: Error) => {
          // The signal's own reason says more than "aborted".
          if (options.signal?.aborted === true) reject(options.signal.reason as Error);
          else reject(new ProvisionError(`${method} ${url}${path}: ${error.message}`, 4, { cause: error }));
        };
        const outgoing = request(
          new URL(path, url),
          {
            agent,
            method,
            headers: { accept: "application/json", ...headers, ...own },
            ...(options.signal === undefined ? {} : { signal: options.signal }),
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            silence.refresh();
            incoming.on("data", (chunk: Buffer) => {
              silence.refresh();
              chunks.push(chunk);
            });
            incoming.on("error", fail);
            incoming.on("end", () => {
              resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") });
            });
          },
        );
        // Node's own timeout of a request begins anew when it finds the TLS greeting still unread, and doubles.
        const silence = setTimeout(() => {
          outgoing.destroy(new Error(`nothing came for ${silenceMs / 1000} s`));
        }, silenceMs);
        outgoing.on("close", () => {
          clearTimeout(silence);
        });
        outgoing.on("error", fail);
        outgoing.end(body);
      });
    },
    close() {
      agent.destroy();
    },
  };
}
