import { createServer, type Server } from "node:net";
import { verdict, type Verdict } from "./finding.ts";

/** As many as two clusters at once listen on. */
const portsTried = 20;

const listen = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ host: "127.0.0.1", port: 0 }, () => {
      resolve(server);
    });
  });

/** Everything of a local cluster listens on free ports of 127.0.0.1. */
export async function loopbackPorts(): Promise<Verdict> {
  const tried = await Promise.allSettled(Array.from({ length: portsTried }, listen));
  const servers = tried.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const found = `${servers.length} of ${portsTried} free ports on 127.0.0.1 could be opened`;
  return verdict("needed", servers.length === portsTried, found, "ip link set lo up");
}
