export interface TokenBucketLimits {
  /** Tokens per second; 0 or less = no limit. */
  readonly rate: number;
  /** Tokens that an idle bucket holds. */
  readonly burst: number;
}

/** How a bucket's users fared, for everything they asked for until now. */
export interface TokenBucketUse {
  readonly requests: number;
  /** Requests that had to wait at all, or were turned away. */
  readonly delayed: number;
  readonly waitedSeconds: number;
  readonly longestSeconds: number;
}

/**
 * The client limiter of client-go, which is golang.org/x/time/rate: each caller reserves at once and sleeps until
 * its debt is paid, so tokens go negative, waiting is first come, first served, and nobody is turned away.
 * wait = max(0, -tokens / rate), tokens refill with `rate` up to `burst` (rate.go, advance and reserveN).
 */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #last = 0;
  #requests = 0;
  #delayed = 0;
  #waitedSeconds = 0;
  #longestSeconds = 0;

  constructor({ rate, burst }: TokenBucketLimits) {
    this.#rate = rate > 0 ? rate : Infinity;
    this.#burst = burst;
    this.#tokens = burst;
  }

  /** Reserves a token at a time, not before that of the last one. @returns seconds until it is due */
  reserve(now: number): number {
    this.#requests += 1;
    if (this.#rate === Infinity) return 0;
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#last) * this.#rate) - 1;
    this.#last = now;
    if (this.#tokens >= 0) return 0;
    const wait = -this.#tokens / this.#rate;
    this.#delayed += 1;
    this.#waitedSeconds += wait;
    if (wait > this.#longestSeconds) this.#longestSeconds = wait;
    return wait;
  }

  /** Takes a token at a time if there is one. @returns whether there was */
  tryTake(now: number): boolean {
    this.#requests += 1;
    if (this.#rate === Infinity) return true;
    this.#tokens = Math.min(this.#burst, this.#tokens + (now - this.#last) * this.#rate);
    this.#last = now;
    if (this.#tokens < 1) {
      this.#delayed += 1;
      return false;
    }
    this.#tokens -= 1;
    return true;
  }

  use(): TokenBucketUse {
    return {
      requests: this.#requests,
      delayed: this.#delayed,
      waitedSeconds: this.#waitedSeconds,
      longestSeconds: this.#longestSeconds,
    };
  }
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
