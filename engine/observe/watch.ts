import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { getText, open, type Connection } from "./api-request.ts";

/** One line of a watch with the time at which its last byte arrived. */
export interface WatchLine {
  /** Milliseconds since the epoch, taken before anything is parsed. */
  readonly at: number;
  readonly text: string;
}

export interface WatchOptions {
  readonly connection: Connection;
  /** Collection with its selector, for example https://.../api/v1/namespaces/x/pods?labelSelector=... */
  readonly url: string;
  readonly onLine: (line: WatchLine) => void;
  /** Called once when the watch ends for good without having been stopped. */
  readonly onBroken: (why: Error) => void;
}

export interface Watch {
  stop(): void;
}

let origin = performance.timeOrigin;

/**
 * The wall clock, milliseconds since the epoch, with the fraction that Date.now() lacks. The components stamp by the
 * wall clock, so its steps (a clock that is set, a machine that slept) are followed; performance.now() alone would
 * count on from the program's start.
 */
export function now(): number {
  const wall = Date.now();
  // Date.now() is cut to whole milliseconds, and its agreement with timeOrigin is no better than that.
  if (Math.abs(origin + performance.now() - wall) > 3) origin = wall - performance.now();
  return origin + performance.now();
}

/** Pauses before a connection that the server ended without a line is taken up again. */
const shortestPauseMs = 50;
const longestPauseMs = 2000;

const versionPattern = /"resourceVersion":"(\d+)"/;

/**
 * Watches a collection from its present state on. The promise resolves when the server has accepted the watch,
 * so that nothing that happens afterwards can be missed; a connection that the server closes is taken up again
 * where it ended, after a pause that grows when it gave nothing. The client library's watch cannot be aborted while idle and stamps events after parsing.
 */
export async function watch(options: WatchOptions): Promise<Watch> {
  const stopped = new AbortController();
  const list = await getText(options.connection, `${options.url}&limit=1`, 10_000);
  let version = versionPattern.exec(list)?.[1];
  if (version === undefined) throw new Error(`${options.url} answered without a resourceVersion`);
  const connect = (): Promise<IncomingMessage> =>
    open(
      options.connection,
      `${options.url}&watch=1&allowWatchBookmarks=true&resourceVersion=${version ?? ""}`,
      stopped.signal,
    );
  const take = (line: WatchLine): void => {
    if (line.text.startsWith('{"type":"ERROR"')) throw new Error(`watch ended: ${line.text.slice(0, 300)}`);
    version = versionPattern.exec(line.text)?.[1] ?? version;
    if (!line.text.startsWith('{"type":"BOOKMARK"')) options.onLine(line);
  };
  const follow = async (first: IncomingMessage): Promise<void> => {
    let pauseMs = 0;
    for (let response = first; ; response = await connect()) {
      let lines = 0;
      for await (const line of linesOf(response)) {
        lines += 1;
        take(line);
      }
      // At once after a connection that gave something: nothing of the trial shall be seen late.
      pauseMs = lines > 0 ? 0 : Math.min(longestPauseMs, Math.max(shortestPauseMs, 2 * pauseMs));
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal: stopped.signal });
    }
  };
  follow(await connect()).catch((error: unknown) => {
    if (!stopped.signal.aborted) options.onBroken(error instanceof Error ? error : new Error(String(error)));
  });
  return {
    stop: () => {
      stopped.abort();
    },
  };
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<WatchLine> {
  let rest: Buffer[] = [];
  for await (const data of response) {
    const at = now();
    let chunk = data as Buffer;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a)) {
      rest.push(chunk.subarray(0, end));
      yield { at, text: Buffer.concat(rest).toString("utf8") };
      rest = [];
      chunk = chunk.subarray(end + 1);
    }
    if (chunk.length > 0) rest.push(chunk);
  }
}
