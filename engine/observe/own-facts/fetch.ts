import { request as requestPlain, type IncomingMessage } from "node:http";
import { Agent, request as requestSecure } from "node:https";
import type { ClientIdentity } from "../../../provisioners/index.ts";
import { connectTo } from "../api-request.ts";
import { Unreadable } from "./reader.ts";

/** Anything longer is no page of metrics, and no part of a log that one trial wrote. */
const largest = 32 * 1024 * 1024;
const deadlineMs = 10_000;

/** How an address is asked. */
export interface Request {
  readonly url: string;
  /** Columbo shows who it is in the cluster. */
  readonly asCluster?: boolean;
  /** Authorities to check a server against, PEM; absent = those that Node.js trusts. */
  readonly ca?: string;
}

export interface Connections {
  /**
   * The body of a GET. Redirects are not followed: they would lead where nobody said.
   * @throws Unreadable with the reason; of an address only what is before its query is in it
   */
  get(request: Request): Promise<string>;
  destroy(): void;
}

/** Connections for one trial's facts. */
export function connectionsOf(identity: ClientIdentity): Connections {
  const cluster = connectTo({ identity });
  const agents: Agent[] = [];
  return {
    async get({ url, asCluster = false, ca }) {
      const headers = {
        accept: "text/plain, application/json",
        ...(asCluster ? await cluster.headers() : {}),
      };
      const signal = AbortSignal.timeout(deadlineMs);
      const own =
        url.startsWith("https:") && !asCluster ? new Agent(ca === undefined ? {} : { ca }) : undefined;
      if (own !== undefined) agents.push(own);
      const options = { headers, signal, ...(asCluster ? { agent: cluster.agent } : own && { agent: own }) };
      const shown = shownAs(url);
      try {
        const response = await new Promise<IncomingMessage>((resolve, reject) => {
          const ask = url.startsWith("https:") ? requestSecure : requestPlain;
          ask(url, options, resolve).on("error", reject).end();
        });
        return await bodyOf(response, shown);
      } catch (error) {
        if (error instanceof Unreadable) throw error;
        const { code, message } = error as NodeJS.ErrnoException;
        throw new Unreadable(
          signal.aborted
            ? `${shown} did not answer within ${String(deadlineMs / 1000)} s`
            : `${shown} could not be reached: ${code ?? message}`,
        );
      }
    },
    destroy() {
      cluster.destroy();
      for (const agent of agents) agent.destroy();
    },
  };
}

/** An address without its query, in which a token may be. */
export function shownAs(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

async function bodyOf(response: IncomingMessage, shown: string): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Unreadable(`${shown} answered ${String(response.statusCode)}`);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > largest) throw new Unreadable(`${shown} answered with more than ${String(largest)} bytes`);
  }
  return Buffer.concat(chunks).toString("utf8");
}
