import type { Kernel } from "../kernel/kernel.ts";
import { createTimeHeap, type Action, type TimeHeap } from "../kernel/time-heap.ts";

/** One program on a host, with work for the processor. */
export interface Process {
  /** Does `work` core-seconds, at most on one core at a time, beside everything else that is to be done. */
  run(work: number, then: Action): void;
  /** Core-seconds done until now. */
  attained(): number;
}

/** The cores of one host, shared by its processes. */
export interface Processor {
  /** @param threads jobs of the process that the operating system sees at once; the others share those */
  addProcess(threads: number): Process;
}

interface Share {
  readonly threads: number;
  /** Work that each present job has got since the process began: its clock (virtual time). */
  attainedEach: number;
  attainedAll: number;
  /** How fast that clock runs, core-seconds per second and job. */
  rate: number;
  readonly jobs: TimeHeap;
}

/** Jobs that are this close to their end, in seconds, are done: below what a double tells apart after hours. */
const nearly = 1e-9;

/**
 * Processor sharing: runnable threads get equal shares of the cores, none more than one core, and the jobs of a
 * process share its threads equally. All jobs of a process thus progress at one rate, so each is put into a heap
 * by the value its process's clock will have at its end, and an arrival or a departure costs O(log jobs), not
 * O(jobs). With one process of at least `cores` threads this is the textbook M/G/c-PS: rate min(1, cores / jobs).
 */
export function createProcessor(kernel: Kernel, cores: number): Processor {
  const shares: Share[] = [];
  let updated = 0;
  let wakeAt = Infinity;

  /** Credits everybody with the time since the last change. */
  const advance = (): void => {
    const elapsed = kernel.now() - updated;
    updated = kernel.now();
    if (elapsed <= 0) return;
    for (const share of shares) {
      if (share.jobs.size() === 0) continue;
      const each = share.rate * elapsed;
      share.attainedEach += each;
      share.attainedAll += each * share.jobs.size();
    }
  };

  /** Recomputes all rates after a change of who is there, and plans to wake at the next end of a job. */
  const settle = (): void => {
    let runnable = 0;
    for (const share of shares) runnable += Math.min(share.jobs.size(), share.threads);
    if (runnable === 0) return;
    const perThread = Math.min(1, cores / runnable);
    let next = Infinity;
    for (const share of shares) {
      const size = share.jobs.size();
      if (size === 0) continue;
      share.rate = (perThread * Math.min(size, share.threads)) / size;
      next = Math.min(next, kernel.now() + (share.jobs.earliest() - share.attainedEach) / share.rate);
    }
    // A wake-up that comes too early does no harm, so one is planned only where none comes early enough.
    if (next >= wakeAt - nearly) return;
    wakeAt = next;
    kernel.at(next, wake);
  };

  const wake = (): void => {
    if (kernel.now() >= wakeAt) wakeAt = Infinity;
    advance();
    const ended: Action[] = [];
    for (const share of shares)
      while (share.jobs.size() > 0 && share.jobs.earliest() - share.attainedEach <= nearly * share.rate)
        ended.push(share.jobs.pop());
    settle();
    for (const then of ended) then();
  };

  return {
    addProcess(threads) {
      const share: Share = { threads, attainedEach: 0, attainedAll: 0, rate: 0, jobs: createTimeHeap() };
      shares.push(share);
      return {
        run(work, then) {
          if (work <= 0) {
            then();
            return;
          }
          advance();
          share.jobs.push(share.attainedEach + work, then);
          settle();
        },
        attained() {
          advance();
          return share.attainedAll;
        },
      };
    },
  };
}
