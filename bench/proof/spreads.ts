/**
 * How far trials of real runs lay from each other without any change between them: the standard deviation of the
 * logarithms of three trials under the same settings, one number per set. Recorded on two cores on 2026-11-28, on kwok
 * nodes (100 to 1,600 pods) and on a real node (1 to 100 pods), with the machine alone and with others at work on it.
 */
export const recordedSpreads: Readonly<Record<string, readonly number[]>> = {
  "paced by a limit, machine alone": [0.002, 0.003, 0.005, 0.006, 0.01, 0.011, 0.016],
  "paced by the processor": [
    0.033, 0.042, 0.044, 0.07, 0.078, 0.081, 0.084, 0.093, 0.101, 0.113, 0.127, 0.133,
  ],
  "others at work": [0.155, 0.172, 0.19, 0.196, 0.206, 0.213, 0.232, 0.271, 0.281, 0.306, 0.34, 0.386, 0.46],
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
