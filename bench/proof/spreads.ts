/**
 * How far trials of real runs lay from each other without any change between them: the standard deviation of the
 * logarithms of three trials under the same settings, one number per set. Recorded on two cores until 2026-11-28, on kwok
 * nodes (100 to 1,600 pods) and on a real node (1 to 100 pods), with the machine alone and with others at work on it.
 */
export const recordedSpreads: Readonly<Record<string, readonly number[]>> = {
  "below 2 %": [
    0.001, 0.002, 0.002, 0.003, 0.004, 0.005, 0.006, 0.006, 0.009, 0.009, 0.01, 0.011, 0.014, 0.016, 0.017,
    0.017,
  ],
  "2 to 15 %": [
    0.034, 0.041, 0.042, 0.046, 0.048, 0.051, 0.053, 0.069, 0.073, 0.075, 0.078, 0.079, 0.079, 0.081, 0.09,
    0.09, 0.094, 0.097, 0.107, 0.12, 0.121, 0.128, 0.128, 0.131, 0.132, 0.133, 0.142, 0.144, 0.146,
  ],
  "above 15 %": [
    0.152, 0.163, 0.169, 0.17, 0.171, 0.197, 0.21, 0.212, 0.217, 0.222, 0.238, 0.254, 0.275, 0.283, 0.298,
    0.307, 0.312, 0.339, 0.344, 0.388, 0.465,
  ],
};

/** Gives a deployment time around 1, with a spread of that kind. */
export type Draw = (deviation: number, random: () => number) => number;

/** Shapes that times may have: even on both sides of their middle, or with one in ten that takes half as long again. */
export const shapes: Readonly<Record<string, Draw>> = {
  lognormal: (deviation, random) => Math.exp(deviation * normal(random)),
  "one in ten is late": (deviation, random) =>
    Math.exp(deviation * normal(random)) * (random() < 0.1 ? 1.5 : 1),
};

/** A standard normal number (G. Box and M. Muller, 1958). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
