import type { ClientIdentity } from "../contract.ts";
import { createHttpsClient } from "../local/https-client.ts";
import type { Access } from "./kubeconfig/access.ts";
import { refused, unanswered } from "./server-fault.ts";

/** What a request to the API server needs beside its path. */
export interface Asked {
  /** What it is for, a noun phrase for messages: "creating namespace x". */
  readonly what: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** The API server of a cluster that is there already. */
export interface ExistingApi {
  /**
   * The JSON of a 2xx answer.
   * @throws ProvisionError in one sentence when there is none; the signal's reason when it is aborted
   */
  send(method: string, path: string, asked: Asked): Promise<unknown>;
  /** The same, but undefined where the object is not there or the right to it is missing. */
  find(path: string, asked: Asked): Promise<unknown>;
  close(): void;
}

/** Opens no connection yet. */
export function openApi(access: Access, identity: ClientIdentity): ExistingApi {
  const client = createHttpsClient(access.server, identity);
  const base = new URL(access.server).pathname.replace(/\/$/, "");
  const answerTo = async (method: string, path: string, { body, signal }: Asked) => {
    const options = { ...(body === undefined ? {} : { body }), ...(signal === undefined ? {} : { signal }) };
    return client.send(method, `${base}${path}`, options).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw unanswered(error, access);
    });
  };
  return {
    async send(method, path, asked) {
      const answer = await answerTo(method, path, asked);
      if (answer.status < 200 || answer.status > 299) throw refused(answer, asked.what, access);
      return JSON.parse(answer.body) as unknown;
    },
    async find(path, asked) {
      const answer = await answerTo("GET", path, asked);
      return answer.status === 200 ? (JSON.parse(answer.body) as unknown) : undefined;
    },
    close: () => {
      client.close();
    },
  };
}
