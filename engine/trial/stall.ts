import type { LiveCounts } from "../observe/index.ts";

/**
 * Calls `onStall` once when no count has grown for `seconds`. A limit on the whole trial would have to be long
 * enough for the slowest cluster, and would then keep people waiting for pods that will never run.
 */
export function watchForStall(counts: LiveCounts, seconds: number, onStall: () => void): NodeJS.Timeout {
  const sum = (): number => counts.created + counts.bound + counts.running + (counts.further ?? 0);
  let before = -1;
  let since = performance.now();
  return setInterval(() => {
    const present = sum();
    if (present !== before) {
      before = present;
      since = performance.now();
    } else if (performance.now() - since > seconds * 1000) {
      since = Number.POSITIVE_INFINITY;
      onStall();
    }
  }, 500);
}
