/** Round trips of one series of pings, ms, in their order; lost ones are absent. */
export function roundTrips(output: string): readonly number[] {
  return [...output.matchAll(/ time=(\d+(?:\.\d+)?) ms/g)].map(([, ms]) => Number(ms));
}
