import type { Kernel } from "../kernel/kernel.ts";
import type { Action } from "../kernel/time-heap.ts";

export interface TokenBucketLimits {
  /** Tokens per second. */
  readonly rate: number;
  /** Tokens that an idle bucket holds. */
  readonly burst: number;
}

/** How a bucket's users fared, for everything they asked for until now. */
export interface TokenBucketUse {
  readonly requests: number;
  /** Requests that had to wait at all. */
  readonly delayed: number;
  readonly waitedSeconds: number;
  readonly longestSeconds: number;
}

export interface TokenBucket {
  /** Reserves a token now and goes on when the reservation is due. */
  take(then: Action): void;
  readonly use: () => TokenBucketUse;
}

/**
 * The client limiter of client-go, which is golang.org/x/time/rate: each caller reserves at once and sleeps until
 * its debt is paid, so tokens go negative, waiting is first come, first served, and nobody is turned away.
 * wait = max(0, -tokens / rate), tokens refill with `rate` up to `burst` (rate.go, advance and reserveN).
 */
export function createTokenBucket(kernel: Kernel, { rate, burst }: TokenBucketLimits): TokenBucket {
  let tokens = burst;
  let last = 0;
  let requests = 0;
  let delayed = 0;
  let waitedSeconds = 0;
  let longestSeconds = 0;
  return {
    take(then) {
      const now = kernel.now();
      tokens = Math.min(burst, tokens + (now - last) * rate) - 1;
      last = now;
      requests += 1;
      if (tokens >= 0) {
        then();
        return;
      }
      const wait = -tokens / rate;
      delayed += 1;
      waitedSeconds += wait;
      longestSeconds = Math.max(longestSeconds, wait);
      kernel.after(wait, then);
    },
    use: () => ({ requests, delayed, waitedSeconds, longestSeconds }),
  };
}

/** How the users of several buckets fared, together. */
export function sumOfUses(uses: readonly TokenBucketUse[]): TokenBucketUse {
  return uses.reduce(
    (sum, use) => ({
      requests: sum.requests + use.requests,
      delayed: sum.delayed + use.delayed,
      waitedSeconds: sum.waitedSeconds + use.waitedSeconds,
      longestSeconds: Math.max(sum.longestSeconds, use.longestSeconds),
    }),
    { requests: 0, delayed: 0, waitedSeconds: 0, longestSeconds: 0 },
  );
}
