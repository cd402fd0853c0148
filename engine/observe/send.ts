import { request } from "node:https";
import { textOf, type Connection } from "./api-request.ts";
import { now } from "./watch.ts";

export interface Message {
  readonly method: "POST" | "PUT";
  readonly url: string;
  readonly body: string;
  /** Media type of the body. */
  readonly type: string;
  readonly signal: AbortSignal;
  /** Called when the request is about to be written: a connection is there, or is being made for it. */
  readonly onSending?: () => void;
}

export interface Reply {
  /** When its first bytes arrived, milliseconds since the epoch. */
  readonly at: number;
  readonly status: number;
  readonly text: string;
}

/**
 * Sends a request with a body and waits for the whole answer, of whatever status.
 * @throws Error when the server cannot be reached or the signal ends it
 */
export async function send(connection: Connection, message: Message): Promise<Reply> {
  const { method, url, body, type, signal } = message;
  const headers = {
    accept: "application/json, text/plain",
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    ...(await connection.headers()),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, agent: connection.agent, headers, signal }, (incoming) => {
      const at = now();
      textOf(incoming).then((text) => {
        resolve({ at, status: incoming.statusCode ?? 0, text });
      }, reject);
    });
    outgoing
      .on("socket", () => message.onSending?.())
      .on("error", reject)
      .end(body);
  });
}
