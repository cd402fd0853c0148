import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { ProvisionError } from "../errors.ts";

/** The ports of one cluster, all on 127.0.0.1. */
export interface Ports {
  readonly etcd: number;
  readonly etcdPeer: number;
  readonly apiServer: number;
  readonly controllerManager: number;
  readonly scheduler: number;
  /** What the nodes' programs listen on. */
  readonly nodes: readonly number[];
}

// Below the range that Linux takes for outgoing connections (32768 and up): a component that is restarted on its
// port must not find a client's connection there.
const range = { from: 16_384, to: 32_000 } as const;
const tries = 100;

/** Tries to listen on the port; undefined when it can be done, else the code of what is in the way. */
async function obstacle(port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", ({ code = "unknown" }: NodeJS.ErrnoException) => {
      resolve(code);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => {
        resolve(undefined);
      });
    });
  });
}

async function checkFixed(port: number): Promise<void> {
  const code = await obstacle(port);
  if (code === undefined) return;
  const why: Readonly<Record<string, string>> = {
    EADDRINUSE: "is taken: end what listens there, or choose another port or none",
    EACCES: "may not be opened by this user: choose one from 1024 up, or none",
  };
  throw new ProvisionError(
    `port ${port} for kube-apiserver on 127.0.0.1 ${why[code] ?? `cannot be opened (${code}): choose another port or none`}`,
    3,
  );
}

/**
 * Chooses free ports, this many of them for nodes. Nobody can reserve one, so another program may still take it first.
 * @throws ProvisionError when the fixed port is taken or not allowed.
 */
export async function choosePorts(fixedApiServerPort: number, forNodes = 0): Promise<Ports> {
  if (fixedApiServerPort !== 0) await checkFixed(fixedApiServerPort);
  const chosen = new Set([fixedApiServerPort]);
  const next = async (): Promise<number> => {
    for (let tried = 0; tried < tries; tried++) {
      const port = randomInt(range.from, range.to);
      if (!chosen.has(port) && (await obstacle(port)) === undefined) {
        chosen.add(port);
        return port;
      }
    }
    throw new ProvisionError(`no free port found on 127.0.0.1 from ${range.from} to ${range.to}`, 3);
  };
  const ports = {
    etcd: await next(),
    etcdPeer: await next(),
    apiServer: fixedApiServerPort === 0 ? await next() : fixedApiServerPort,
    controllerManager: await next(),
    scheduler: await next(),
  };
  const nodes: number[] = [];
  while (nodes.length < forNodes) nodes.push(await next());
  return { ...ports, nodes };
}
