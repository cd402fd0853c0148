import { readFile, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import type { Cluster } from "../../../provisioners/index.ts";
import type { Injection } from "../fault.ts";

/** A way from the client to the API server that takes so long there and back. */
export function slowLink(roundTripMs: number): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const open = new Set<Socket>();
    const { hostname, port } = new URL(cluster.apiServer);
    const server = createServer((client) => {
      const upstream = connect(Number(port), hostname);
      for (const socket of [client, upstream]) {
        open.add(socket);
        socket.setNoDelay().on("close", () => open.delete(socket));
      }
      // The handshake of this machine's own connection takes no time; a distant one's takes a round trip.
      carry(client, upstream, roundTripMs / 2, roundTripMs);
      carry(upstream, client, roundTripMs / 2, 0);
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const apiServer = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const kubeconfig = join(cluster.scratch, "kubeconfig-slow-link");
    const text = await readFile(cluster.kubeconfig, "utf8");
    await writeFile(kubeconfig, text.replaceAll(cluster.apiServer, apiServer), { mode: 0o600 });
    return {
      cluster: { apiServer, kubeconfig },
      remove: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          for (const socket of open) socket.destroy();
        }),
    };
  };
}

/** Hands on what arrives, so many milliseconds later and in order; the first of it later still. */
function carry(from: Socket, to: Socket, delayMs: number, firstMs: number): void {
  let earliest = performance.now() + firstMs;
  const later = (act: () => void): void => {
    earliest = Math.max(earliest, performance.now() + delayMs);
    setTimeout(act, earliest - performance.now());
  };
  from
    .on("data", (chunk) => {
      later(() => to.write(chunk));
    })
    .on("end", () => {
      later(() => to.end());
    })
    .on("error", () => to.destroy());
}
