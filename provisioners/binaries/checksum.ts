import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/** Sums by the file as it was: the same programs are asked for by the cache, by an image's key and by other images. */
const sums = new Map<string, Promise<string>>();
/** Within a tick of the file system's clock, some milliseconds, a file may change and not look so. */
const settledMs = 1000;

/**
 * SHA-256 of a file in hexadecimal; a file that has not changed since is read once. Large chunks keep the hashing, not the
 * reading, in charge: all binaries of a cluster (430 MB) take about 0.4 s where the processor has SHA instructions, 1 s
 * where it has not.
 */
export async function sha256Of(path: string): Promise<string> {
  const { dev, ino, size, ctimeNs } = await stat(path, { bigint: true });
  if (Date.now() - Number(ctimeNs / 1_000_000n) < settledMs) return read(path);
  const key = [dev, ino, size, ctimeNs].join(":");
  const known = sums.get(key);
  if (known !== undefined) return known;
  const sum = read(path);
  sums.set(key, sum);
  sum.catch(() => sums.delete(key));
  return sum;
}

async function read(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}
