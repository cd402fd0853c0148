import { join } from "node:path";
import { run } from "../process.ts";
import { cacheFolder } from "./cache.ts";
import type { Download } from "./downloads.ts";
import { folderFault } from "./errors.ts";
import { AnswerError, fetchFile, fetchText } from "./http.ts";
import type { ReleasedBinary } from "./names.ts";
import type { SetupJob } from "./job.ts";

/** In all, for finding out who can be reached: a machine without access must not wait longer. */
const probeMs = 5_000;

interface Offer {
  readonly download: Download;
  readonly sha256: string;
}

/** Why a file was not had. */
interface Refusal {
  /** Undefined when the host did not even give a checksum: that is no matter of this file. */
  readonly file: ReleasedBinary | undefined;
  readonly host: string;
  readonly why: string;
  /** The host could not be reached or fell silent, so that it is not asked for other files either. */
  readonly silent: boolean;
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);

function checksumIn(download: Download, text: string): string {
  let sha256: string | undefined;
  try {
    sha256 = download.checksumIn(text);
  } catch {
    // Not the kind of answer that it should be.
  }
  if (sha256 === undefined) throw new AnswerError(`no checksum at ${download.checksumUrl}`);
  return sha256;
}

async function probe(download: Download, deadline: AbortSignal): Promise<Offer | Refusal> {
  const { name, checksumUrl } = download;
  try {
    return { download, sha256: checksumIn(download, await fetchText(checksumUrl, deadline)) };
  } catch (error) {
    const { host } = new URL(checksumUrl);
    if (error instanceof AnswerError) return { file: name, host, why: error.message, silent: false };
    const why = deadline.aborted ? `no answer within ${probeMs / 1000} s` : reasonOf(error);
    return { file: undefined, host, why, silent: true };
  }
}

/** One line for all files, by host and reason. */
function summary(refusals: readonly Refusal[]): string {
  const words = [...Map.groupBy(refusals, ({ host }) => host)].map(([host, ofHost]) => {
    const reasons = [...Map.groupBy(ofHost, ({ why }) => why)].map(([why, alike]) => {
      const files = alike.map(({ file }) => file).filter((file) => file !== undefined);
      return files.length === 0 ? why : `${files.join(", ")}: ${why}`;
    });
    return `${host} (${reasons.join("; ")})`;
  });
  return `no download from ${words.join(", ")}: building from Go modules instead`;
}

async function unpack(archive: string, member: string, folder: string, signal: AbortSignal): Promise<string> {
  const argv = ["-xzf", archive, "-C", folder, member];
  const result = await run("tar", argv, { deadlineMs: 300_000, signal });
  if (result.exitCode !== 0) throw new AnswerError(`tar: ${result.failure ?? result.stderr}`);
  return join(folder, member);
}

/** Gets one file and compares its checksum before anything looks into it; throws with a short reason. */
async function take({ download, sha256 }: Offer, folder: string, signal: AbortSignal): Promise<string> {
  const file = join(folder, `${download.name}.download`);
  const got = await fetchFile(download.url, file, signal);
  if (got !== sha256)
    throw new AnswerError(`wrong checksum, expected ${sha256.slice(0, 12)}..., got ${got.slice(0, 12)}...`);
  return download.member === undefined ? file : await unpack(file, download.member, folder, signal);
}

/**
 * Gets what the official hosts (or the mirror) have and hands each file to `job.admit`. What cannot be had is
 * said in one line and given back: an unreachable host, a missing version, a wrong checksum, a dead transfer.
 */
export async function download(
  downloads: readonly Download[],
  job: SetupJob,
): Promise<readonly ReleasedBinary[]> {
  const deadline = AbortSignal.any([job.signal, AbortSignal.timeout(probeMs)]);
  const probes = await Promise.all(downloads.map((one) => probe(one, deadline)));
  job.signal.throwIfAborted();
  const refusals = probes.filter((found) => "why" in found);
  const got = new Set<ReleasedBinary>();
  for (const offer of probes) {
    if ("why" in offer) continue;
    const { name, version, url } = offer.download;
    const { host } = new URL(url);
    // One dead transfer speaks for its host: five binaries must not cost five waits.
    if (refusals.some((earlier) => earlier.silent && earlier.host === host)) continue;
    job.report({ kind: "step", text: `downloading ${name} ${version} from ${host}` });
    try {
      const fault = await job.admit(name, await take(offer, job.folder, job.signal), "downloaded");
      if (fault !== undefined) throw new AnswerError(`it ${fault}`);
      got.add(name);
    } catch (error) {
      job.signal.throwIfAborted();
      const full = folderFault(error, cacheFolder(job.kubernetes));
      if (full !== undefined) throw full;
      refusals.push({ file: name, host, why: reasonOf(error), silent: !(error instanceof AnswerError) });
    }
  }
  if (refusals.length > 0) job.report({ kind: "note", text: summary(refusals) });
  return downloads.map(({ name }) => name).filter((name) => !got.has(name));
}
