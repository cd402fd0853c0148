import { request, type Agent } from "node:https";
import type { IncomingMessage } from "node:http";
import { agentFor, type Cluster } from "../../provisioners/index.ts";

/** Connections to the servers of one cluster, with what each request must carry. */
export interface Connection {
  readonly agent: Agent;
  /** Asked for each request anew: tokens expire. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Closes them; requests that are under way break. */
  destroy(): void;
}

/** Opens nothing yet; whoever gets it destroys it. */
export function connectTo({ identity }: Pick<Cluster, "identity">): Connection {
  const agent = agentFor(identity, 8);
  return {
    agent,
    headers: async () => (await identity.headers?.()) ?? {},
    destroy: () => {
      agent.destroy();
    },
  };
}

/**
 * Opens a GET request and resolves with its response once the headers are there.
 * @throws Error when it cannot be reached, is aborted, or answers with another status than 200.
 */
export async function open(
  connection: Connection,
  url: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { agent } = connection;
  const headers = { accept: "application/json, text/plain", ...(await connection.headers()) };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const outgoing = request(url, { agent, headers }, (incoming) => {
      answer = incoming;
      resolve(answer);
    });
    // Not as an option of the request: an abort right after the response's end would hit the connection on its way back
    // into the pool, where nobody listens for errors.
    const abort = (): void => {
      if (answer?.complete !== true) outgoing.destroy(signal.reason as Error);
    };
    signal.addEventListener("abort", abort, { once: true });
    outgoing
      .on("error", reject)
      .on("close", () => {
        signal.removeEventListener("abort", abort);
      })
      .end();
    if (signal.aborted) abort();
  });
  if (response.statusCode === 200) return response;
  const text = await textOf(response);
  throw new Error(`${url} answered ${String(response.statusCode)}: ${text.slice(0, 200)}`);
}

/** The whole body as text. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** GET with a deadline of `deadlineMs`; the body as text. */
export async function getText(connection: Connection, url: string, deadlineMs: number): Promise<string> {
  return textOf(await open(connection, url, AbortSignal.timeout(deadlineMs)));
}
