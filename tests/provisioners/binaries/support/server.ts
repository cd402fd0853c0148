import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A body, or what is done with the response. */
export type Answer = string | Buffer | ((response: ServerResponse) => void);

export interface TestServer {
  readonly url: string;
  /** Path -> answer; any other path is 404. Can be changed while the server runs. */
  readonly answers: Map<string, Answer>;
  /** The paths that were asked for, in order. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** An HTTP server on 127.0.0.1 that answers what it is told to. */
export async function startServer(answers: Iterable<readonly [string, Answer]>): Promise<TestServer> {
  const known = new Map(answers);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const answer = known.get(path);
    if (answer === undefined) response.writeHead(404).end("not found\n");
    else if (typeof answer === "function") answer(response);
    else response.end(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers: known,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
