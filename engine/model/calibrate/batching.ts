/**
 * How work per pod falls with the number of pods that come at once: the longer the queues, the more a write to etcd, a
 * delivery and a turn of a loop serve. Exponent of the power law through recorded trials that kept two cores busy: 23.5 ms
 * for each of 100 pods, 19.5 of 200, 19 of 400, 18.5 of 800, 14.4 of 1,600.
 */
const exponent = -0.16;

/** Below so many pods nothing is gained, as trials of 20 and 100 pods show. */
export const rampPods = 80;
/** Work per pod of paced trials, without what was spent looking for work, is that of so many pods at once. */
export const pacedPods = 100;

/** Work per pod of so many pods at once, as a share of that of `base` pods. */
export function batching(pods: number, base: number): number {
  return (Math.max(pods, rampPods) / base) ** exponent;
}
