import type { Pool } from "./pool.ts";

/** A pool that lends its idle workers, and borrows those of others. */
export interface Lender {
  readonly pool: Pool;
  /** Its own workers. */
  readonly nominal: number;
  /** Of these, those that it never lends. */
  readonly kept: number;
}

/** How slowly a level's demand is forgotten (apiserver pkg/util/flowcontrol/apf_controller.go, seatDemandSmoothingCoefficient). */
const smoothing = 0.977;
const halvings = 60;

/**
 * Pools that lend each other workers, as priority levels lend seats (apiserver v0.34.4 pkg/util/flowcontrol/
 * apf_controller.go updateBorrowing, conc_alloc.go): all workers are divided in proportion to what each pool wanted of
 * late (mean and a standard deviation, smoothed), none getting less than it keeps, or than it wants of its own ones.
 */
export class Lending {
  readonly #lenders: readonly Lender[];
  readonly #smoothed: number[];

  constructor(lenders: readonly Lender[]) {
    this.#lenders = lenders;
    this.#smoothed = lenders.map(() => 0);
  }

  divide(): void {
    const wanted = this.#lenders.map(({ pool, nominal, kept }, index) => {
      const { average, deviation, highest } = pool.takeDemand();
      const envelope = average + deviation;
      const before = this.#smoothed[index] ?? 0;
      const smoothed = Math.max(envelope, smoothing * before + (1 - smoothing) * envelope);
      this.#smoothed[index] = smoothed;
      const least = Math.max(kept, Math.min(nominal, highest));
      return { least, target: Math.max(least, smoothed) };
    });
    const total = this.#lenders.reduce((sum, { nominal }) => sum + nominal, 0);
    const shares = divided(total, wanted);
    for (const [index, { pool }] of this.#lenders.entries())
      pool.resize(Math.max(1, Math.round(shares[index] ?? 0)));
  }
}

/** The same multiple of everyone's target, but at least what everyone must have, so that all is given away. */
function divided(
  total: number,
  wanted: readonly { readonly least: number; readonly target: number }[],
): readonly number[] {
  const at = (multiple: number): readonly number[] =>
    wanted.map(({ least, target }) => Math.max(least, multiple * target));
  let [low, high] = [0, total];
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2;
    if (at(middle).reduce((sum, share) => sum + share, 0) > total) high = middle;
    else low = middle;
  }
  return at(low);
}
