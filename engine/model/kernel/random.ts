/** A source of numbers that are evenly spread over [0, 1). */
export type Random = () => number;

/**
 * The generator mulberry32 (Tommy Ettinger, 2017, public domain): 32 bits of state, a period of 2^32, which is
 * ample for the few ten thousand draws of one simulated trial.
 * @param seed any integer; equal seeds give equal sequences
 */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
