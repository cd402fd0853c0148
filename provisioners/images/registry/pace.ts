import { setTimeout as sleep } from "node:timers/promises";

/** Shares one rate between all transfers, first come, first served. */
export interface Pace {
  /** How much a transfer should ask for at a time, bytes. */
  readonly chunkBytes: number;
  /** A transfer begins; it calls what it gets when it is over. */
  begin(): () => void;
  /** Resolves when so many bytes may have been sent; rejects when the signal aborts. */
  pass(bytes: number, signal: AbortSignal): Promise<void>;
}

const largestChunk = 1 << 20;
const smallestChunk = 1 << 12;
/** Seconds of transfer that one timer stands for: few enough wake-ups, and still a smooth flow. */
const chunkSeconds = 0.05;
/** How far a late timer or a slow reader may be made up for, milliseconds: a pause is no savings for a burst. */
const longestCredit = 100;

/** One transfer's share of a link: both paces hold. */
export function narrowed(link: Pace, own: Pace): Pace {
  return {
    chunkBytes: Math.min(link.chunkBytes, own.chunkBytes),
    begin() {
      const over = [link.begin(), own.begin()];
      return () => {
        for (const end of over) end();
      };
    },
    async pass(bytes, signal) {
      await link.pass(bytes, signal);
      await own.pass(bytes, signal);
    },
  };
}

/** As fast as it goes. */
export const unlimited = (): Pace => ({
  chunkBytes: largestChunk,
  begin: () => () => undefined,
  pass: () => Promise.resolve(),
});

/**
 * A link of this many million bytes a second. Bytes get a turn one after another on a clock of the link's own, and pass
 * when their turn is over; so any number of transfers together never take less than bytes / rate.
 */
export function paced(rateMBps: number): Pace {
  const bytesPerMs = rateMBps * 1000;
  let transfers = 0;
  /** When the link has sent all that it was given, in milliseconds of performance.now(). */
  let free = 0;
  return {
    chunkBytes: Math.round(Math.min(largestChunk, Math.max(smallestChunk, bytesPerMs * 1000 * chunkSeconds))),
    begin() {
      if (transfers === 0) free = Math.max(free, performance.now());
      transfers += 1;
      return () => {
        transfers -= 1;
      };
    },
    async pass(bytes, signal) {
      free = Math.max(free, performance.now() - longestCredit) + bytes / bytesPerMs;
      const due = free;
      // Again, because a timer may be up to a millisecond early.
      for (let wait = due - performance.now(); wait > 0; wait = due - performance.now())
        await sleep(Math.ceil(wait), undefined, { signal });
    },
  };
}
