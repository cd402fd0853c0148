import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { CertificateIdentity } from "../../provisioners/index.ts";
import { createAuthority } from "../../provisioners/local/pki.ts";

export interface StandIn {
  readonly url: string;
  readonly identity: CertificateIdentity;
  close(): void;
}

/** An HTTPS server with an authority of its own that answers as the test wants, where a real API server would not. */
export async function standInServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<StandIn> {
  const authority = await createAuthority();
  const [served, own] = await Promise.all([
    authority.issue({ user: "server", addresses: ["127.0.0.1"] }),
    authority.issue({ user: "columbo" }),
  ]);
  const server = createServer({ key: served.key, cert: served.certificate }, answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    identity: { ca: authority.certificate, ...own },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
