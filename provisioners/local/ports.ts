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
}

// Below the range that Linux takes for outgoing connections (32768 and up): a component that is restarted on its
// port must not find a client's connection there.
const range = { from: 16_384, to: 32_000 } as const;
const tries = 100;

/** Whether the port can be listened on now. */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/**
 * Chooses free ports. Nobody can reserve one, so another program may still take it first.
 * @throws ProvisionError when the fixed port is taken.
 */
export async function choosePorts(fixedApiServerPort: number): Promise<Ports> {
  if (fixedApiServerPort !== 0 && !(await isFree(fixedApiServerPort)))
    throw new ProvisionError(
      `port ${fixedApiServerPort} for kube-apiserver on 127.0.0.1 is taken: end what listens there, or choose another port or none`,
      3,
    );
  const chosen = new Set([fixedApiServerPort]);
  const next = async (): Promise<number> => {
    for (let tried = 0; tried < tries; tried++) {
      const port = randomInt(range.from, range.to);
      if (!chosen.has(port) && (await isFree(port))) {
        chosen.add(port);
        return port;
      }
    }
    throw new ProvisionError(`no free port found on 127.0.0.1 from ${range.from} to ${range.to}`, 3);
  };
  return {
    etcd: await next(),
    etcdPeer: await next(),
    apiServer: fixedApiServerPort === 0 ? await next() : fixedApiServerPort,
    controllerManager: await next(),
    scheduler: await next(),
  };
}
