/** Two clocks of one machine: one that can be set, and one that only runs on. Milliseconds. */
export interface Clocks {
  readonly wall: () => number;
  readonly steady: () => number;
}

export const machineClocks: Clocks = { wall: () => Date.now(), steady: () => performance.now() };

/** Both run at the same pace, also while NTP slews them; a step is what is left. */
const toleratedMs = 50;
const intervalMs = 250;
/** Reading both must not be interrupted for longer than this. */
const readingMs = 5;

export interface ClockWatch {
  /** Looks once more. */
  check(): void;
  stop(): void;
}

/**
 * Looks for steps of the wall clock, by which every source stamps: times before and after one do not fit together.
 * @param onStep called once, with the size of the step in seconds
 */
export function watchClock(clocks: Clocks, onStep: (seconds: number) => void): ClockWatch {
  const first = offset(clocks);
  let told = false;
  const check = (): void => {
    const step = offset(clocks) - first;
    if (told || !(Math.abs(step) > toleratedMs)) return;
    told = true;
    onStep(step / 1000);
  };
  const timer = setInterval(check, intervalMs);
  return {
    check,
    stop: () => {
      clearInterval(timer);
    },
  };
}

/** Wall clock less steady clock; NaN on a machine too busy to read both at once. */
function offset({ wall, steady }: Clocks): number {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const before = steady();
    const time = wall();
    const after = steady();
    if (after - before <= readingMs) return time - (before + after) / 2;
  }
  return Number.NaN;
}
