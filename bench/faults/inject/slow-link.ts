import { readFile, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import type { Cluster } from "../../../provisioners/index.ts";
import type { Injection } from "../fault.ts";

/** A way from the client to the API server that takes so long there and back. */
export function slowLink(roundTripMs: number): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const link = await openLink(cluster.apiServer, roundTripMs);
    const kubeconfig = join(cluster.scratch, "kubeconfig-slow-link");
    await writeFile(kubeconfig, await readdressed(cluster.kubeconfig, cluster.apiServer, link.url), {
      mode: 0o600,
    });
    return { cluster: { apiServer: link.url, kubeconfig }, remove: link.close };
  };
}

/**
 * The same for the controller manager, whose requests then take so much longer, though nobody is busy. Its settings must
 * name another number of workers for Jobs than the default.
 */
export function slowLinkOfController(roundTripMs: number): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const link = await openLink(cluster.apiServer, roundTripMs);
    try {
      const kubeconfig = await kubeconfigOf(cluster, "kube-controller-manager");
      await writeFile(kubeconfig, await readdressed(kubeconfig, cluster.apiServer, link.url));
      // It reads the file when it starts, and is started again where its settings change.
      const settings = cluster.settings();
      await cluster.apply(settings.filter(({ parameter }) => !parameter.endsWith(".concurrent-job-syncs")));
      await cluster.apply(settings);
    } catch (error) {
      await link.close();
      throw error;
    }
    return { remove: link.close };
  };
}

/** Where a component found its kubeconfig when it was started. */
async function kubeconfigOf(cluster: Cluster, component: "kube-controller-manager"): Promise<string> {
  const pid = cluster.processes().find((one) => one.component === component)?.pid ?? 0;
  const argv = (await readFile(`/proc/${String(pid)}/cmdline`, "utf8")).split("\0");
  const flag = "--kubeconfig=";
  const found = argv.find((text) => text.startsWith(flag));
  if (found === undefined) throw new Error(`expected ${component} to run with ${flag}FILE`);
  return found.slice(flag.length);
}

async function readdressed(kubeconfig: string, from: string, to: string): Promise<string> {
  const text = await readFile(kubeconfig, "utf8");
  if (!text.includes(from)) throw new Error(`expected ${kubeconfig} to name ${from}`);
  return text.replaceAll(from, to);
}

interface Link {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function openLink(apiServer: string, roundTripMs: number): Promise<Link> {
  const open = new Set<Socket>();
  const { hostname, port } = new URL(apiServer);
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
  return {
    url: `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
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
