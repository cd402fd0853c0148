import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Repository, StoredBlob } from "./catalog.ts";
import type { Pace } from "./pace.ts";
import { rangeOf } from "./range.ts";

/** A blob, or a part of it, that was sent. */
export interface Pull {
  readonly repository: string;
  readonly digest: string;
  /** Sent, less than asked for when the client left. */
  readonly bytes: number;
  /** When the answer began and when its last byte was handed on, milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** What requests are answered with. */
export interface Service {
  readonly catalog: ReadonlyMap<string, Repository>;
  /** The pace of a transfer that begins, by the repository of its blob. */
  readonly paceOfTransfer: (repository: string) => Pace;
  /** Aborted when the registry stops. */
  readonly stopped: AbortSignal;
  readonly onPull: (pull: Pull) => void;
}

const now = (): number => performance.timeOrigin + performance.now();

/** An error as the specification words it (distribution-spec, "Error Codes"). */
function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ errors: [{ code, message }] }));
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { blob, repository, type }: { blob: StoredBlob; repository: string; type: string },
  { paceOfTransfer, stopped, onPull }: Service,
): Promise<void> {
  const isBlob = type === "blobs";
  const range = isBlob ? rangeOf(request.headers.range, blob.size) : undefined;
  if (range === "unsatisfiable") {
    response.setHeader("content-range", `bytes */${blob.size}`);
    refuse(response, 416, "SIZE_INVALID", `the blob has ${blob.size} bytes`);
    return;
  }
  const { first, last } = range ?? { first: 0, last: blob.size - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    "content-type": isBlob ? "application/octet-stream" : blob.mediaType,
    "content-length": last - first + 1,
    "docker-content-digest": blob.digest,
    etag: `"${blob.digest}"`,
    ...(isBlob ? { "accept-ranges": "bytes" } : {}),
    ...(range === undefined ? {} : { "content-range": `bytes ${first}-${last}/${blob.size}` }),
  });
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  const pace = paceOfTransfer(repository);
  const start = now();
  let bytes = 0;
  async function* slowly(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      await pace.pass(chunk.length, stopped);
      bytes += chunk.length;
      yield chunk;
    }
  }
  const over = pace.begin();
  const file = createReadStream(blob.path, { start: first, end: last, highWaterMark: pace.chunkBytes });
  try {
    await pipeline(file, slowly, response);
  } catch {
    // The client left or the registry stops: neither is anybody's fault here.
    response.destroy();
  } finally {
    over();
    if (isBlob) onPull({ repository, digest: blob.digest, bytes, start, end: now() });
  }
}

/** Answers one request of the part of the specification that pulls need (distribution-spec, "Pull"). */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  service: Service,
): Promise<void> {
  response.setHeader("docker-distribution-api-version", "registry/2.0");
  if (request.method !== "GET" && request.method !== "HEAD") {
    refuse(response, 405, "UNSUPPORTED", "this registry can only be read");
    return;
  }
  const [path = ""] = (request.url ?? "").split("?");
  if (path === "/v2/" || path === "/v2") {
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
    return;
  }
  const [, name = "", type, reference = ""] = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const repository = service.catalog.get(name);
  if (type === undefined || repository === undefined) {
    refuse(response, 404, "NAME_UNKNOWN", `this registry has no ${path}`);
    return;
  }
  const blob = (type === "blobs" ? repository.blobs : repository.manifests).get(reference);
  if (blob === undefined) {
    const code = type === "blobs" ? "BLOB_UNKNOWN" : "MANIFEST_UNKNOWN";
    refuse(response, 404, code, `${name} has no ${reference} among its ${type}`);
    return;
  }
  await send(request, response, { blob, repository: name, type }, service);
}
