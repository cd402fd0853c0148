import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ProvisionError } from "../../errors.ts";
import type { RegistryImage } from "../application-image.ts";
import { answer, type Pull } from "./answer.ts";
import { catalogOf } from "./catalog.ts";
import { narrowed, paced, unlimited } from "./pace.ts";

export type { Pull } from "./answer.ts";

export interface RegistryOptions {
  readonly images: readonly RegistryImage[];
  /** Million bytes a second that all blobs together are sent with; undefined = as fast as it goes. */
  readonly rateMBps?: number;
  /**
   * Million bytes a second that each image is sent with at most, all its blobs together: clients fetch several of them at
   * once. Undefined = as fast as it goes.
   */
  readonly pullRateMBps?: number;
  /** 0 or undefined = any free one. */
  readonly port?: number;
  /** Stops the registry when it is aborted. */
  readonly signal: AbortSignal;
}

/** A registry that serves; whoever started it stops it. */
export interface Registry {
  /** For example http://127.0.0.1:34567 */
  readonly url: string;
  readonly port: number;
  /** The images' names for clients, in their order: 127.0.0.1:34567/columbo/empty:1 */
  readonly references: readonly string[];
  /** The blobs that were sent, in the order in which they ended. */
  pulls(): readonly Pull[];
  /** Breaks off what is being sent. Safe to repeat. */
  stop(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", ({ code = "unknown", message }: NodeJS.ErrnoException) => {
      const why = code === "EADDRINUSE" ? "is taken" : `cannot be opened (${code}, ${message})`;
      reject(
        new ProvisionError(
          `port ${port} for the registry of images on 127.0.0.1 ${why}: choose another port or none`,
          3,
        ),
      );
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/**
 * Starts a registry on 127.0.0.1 that containerd can pull these images from.
 *
 * It is Columbo's own because of the rate: neither Debian's docker-registry nor distribution's program, from which
 * that is made, can limit it, and either is one more thing to install or to build, to fill by pushes, to start and
 * to find again after a crash. This one ends with the process and knows when each blob was sent. The packages that
 * throttle streams give no rate that several transfers share to the byte, or cut each chunk into pieces with a
 * timer each.
 * @throws ProvisionError when the port is taken or not allowed
 */
export async function startRegistry(options: RegistryOptions): Promise<Registry> {
  const { images, rateMBps, pullRateMBps, signal } = options;
  signal.throwIfAborted();
  const pulls: Pull[] = [];
  const stopping = new AbortController();
  const link = rateMBps === undefined ? unlimited() : paced(rateMBps);
  const ofImages = new Map(
    pullRateMBps === undefined
      ? []
      : images.map(({ repository }) => [repository, narrowed(link, paced(pullRateMBps))] as const),
  );
  const service = {
    catalog: await catalogOf(images),
    paceOfTransfer: (repository: string) => ofImages.get(repository) ?? link,
    stopped: stopping.signal,
    onPull: (pull: Pull) => pulls.push(pull),
  };
  const server = createServer((request, response) => {
    void answer(request, response, service);
  });
  const port = await listen(server, options.port ?? 0);
  const closed = new Promise<void>((resolve) => server.once("close", resolve));
  const stop = (): Promise<void> => {
    signal.removeEventListener("abort", onAbort);
    stopping.abort();
    server.close();
    server.closeAllConnections();
    return closed;
  };
  const onAbort = (): void => void stop();
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) await stop();
  const host = `127.0.0.1:${port}`;
  return {
    url: `http://${host}`,
    port,
    references: images.map(({ repository, tag }) => `${host}/${repository}:${tag}`),
    pulls: () => pulls,
    stop,
  };
}
