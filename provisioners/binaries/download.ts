import { join } from "node:path";
import { run } from "../process.ts";
import { cacheFolder } from "./cache.ts";
import type { Download } from "./downloads.ts";
import { folderFault } from "./errors.ts";
import { fetchFile, fetchText } from "./http.ts";
import type { BinaryName } from "./names.ts";
import type { SetupJob } from "./job.ts";

/** In all, for finding out who can be reached: a machine without access must not wait longer. */
const probeMs = 5_000;

interface Offer {
  readonly download: Download;
  readonly sha256: string;
}

type Probe = { readonly offer: Offer } | { readonly host: string; readonly why: string };

const hostOf = (download: Download): string => new URL(download.checksumUrl).host;

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);

async function probe(download: Download, deadline: AbortSignal): Promise<Probe> {
  try {
    const sha256 = download.checksumIn(await fetchText(download.checksumUrl, deadline));
    if (sha256 !== undefined) return { offer: { download, sha256 } };
    return { host: hostOf(download), why: `no checksum at ${download.checksumUrl}` };
  } catch (error) {
    const why = deadline.aborted ? `no answer within ${probeMs / 1000} s` : reasonOf(error);
    return { host: hostOf(download), why };
  }
}

async function unpack(archive: string, member: string, folder: string, signal: AbortSignal): Promise<string> {
  const argv = ["-xzf", archive, "-C", folder, member];
  const result = await run("tar", argv, { deadlineMs: 300_000, signal });
  if (result.exitCode !== 0) throw new Error(`tar: ${result.failure ?? result.stderr}`);
  return join(folder, member);
}

/** Gets one file and compares its checksum before anything looks into it; throws with a short reason. */
async function take({ download, sha256 }: Offer, folder: string, signal: AbortSignal): Promise<string> {
  const file = join(folder, `${download.name}.download`);
  const got = await fetchFile(download.url, file, signal);
  if (got !== sha256)
    throw new Error(`wrong checksum, expected ${sha256.slice(0, 12)}..., got ${got.slice(0, 12)}...`);
  return download.member === undefined ? file : await unpack(file, download.member, folder, signal);
}

/**
 * Gets what the official hosts (or the mirror) have and hands each file to `job.admit`. What cannot be had is
 * said in one line and given back: an unreachable host, a missing version, a wrong checksum, a dead transfer.
 */
export async function download(
  downloads: readonly Download[],
  job: SetupJob,
): Promise<readonly BinaryName[]> {
  const deadline = AbortSignal.any([job.signal, AbortSignal.timeout(probeMs)]);
  const probes = await Promise.all(downloads.map((one) => probe(one, deadline)));
  job.signal.throwIfAborted();
  // One failed transfer speaks for its host: five binaries must not cost five waits.
  const given = new Map<string, string>();
  for (const found of probes) if (!("offer" in found)) given.set(found.host, found.why);
  const got = new Set<BinaryName>();
  for (const found of probes) {
    if (!("offer" in found)) continue;
    const { name, version, url } = found.offer.download;
    const { host } = new URL(url);
    if (given.has(host)) continue;
    job.report({ kind: "step", text: `downloading ${name} ${version} from ${host}` });
    try {
      const fault = await job.admit(name, await take(found.offer, job.folder, job.signal), "downloaded");
      if (fault !== undefined) throw new Error(`it ${fault}`);
      got.add(name);
    } catch (error) {
      job.signal.throwIfAborted();
      const full = folderFault(error, cacheFolder(job.kubernetes));
      if (full !== undefined) throw full;
      given.set(host, `${name}: ${reasonOf(error)}`);
    }
  }
  if (given.size > 0) {
    const hosts = [...given].map(([host, why]) => `${host} (${why})`).join(", ");
    job.report({ kind: "note", text: `no download from ${hosts}: building from Go modules instead` });
  }
  return downloads.map(({ name }) => name).filter((name) => !got.has(name));
}
