import type { ClockBounds } from "../../contract.ts";
import type { Conversation, Remote } from "./remote.ts";

/** One question about the time: when it was asked and answered here, and what the machine's clock said; seconds. */
export interface ClockReading {
  readonly asked: number;
  readonly answered: number;
  readonly theirs: number;
}

/**
 * The narrowest bounds that the readings allow together: the machine read its clock some time between question and
 * answer. Undefined without a reading, or when they contradict each other since a clock was set meanwhile.
 */
export function boundsOf(readings: readonly ClockReading[]): ClockBounds | undefined {
  const low = Math.max(...readings.map(({ theirs, answered }) => theirs - answered));
  const high = Math.min(...readings.map(({ theirs, asked }) => theirs - asked));
  return readings.length > 0 && low <= high ? { low, high } : undefined;
}

/**
 * Answers "?" with its time, and a number with its time once its clock is moved by so many seconds. It is running when it
 * is asked, so that an answer takes no longer than the network and the machine's SSH server.
 */
const teller = [
  "import sys, time",
  "for line in sys.stdin:",
  "    if line.strip() != '?':",
  "        moved = time.clock_gettime(time.CLOCK_REALTIME) + float(line)",
  "        time.clock_settime(time.CLOCK_REALTIME, moved)",
  "    print(repr(time.time()), flush=True)",
].join("\n");

const questions = 12;
/** One is nearly always enough; a busy machine may be held up between reading and setting its clock. */
const moves = 3;

const holdsZero = ({ low, high }: ClockBounds): boolean => low <= 0 && high >= 0;

/** A machine's clock, held against this machine's. */
export interface MachineClock {
  /** Bounds that a dozen questions give; undefined when its clock is being moved. */
  bounds(): Promise<ClockBounds | undefined>;
  /** Moves it to this machine's time, as near as the bounds tell; gives the bounds afterwards. */
  set(): Promise<ClockBounds | undefined>;
  close(): void;
}

/** @param now this machine's time, seconds since the epoch */
export function clockOf(remote: Remote, now: () => number = () => Date.now() / 1000): MachineClock {
  const talk: Conversation = remote.converse("python3", ["-u", "-c", teller]);
  const bounds = async (): Promise<ClockBounds | undefined> => {
    const readings: ClockReading[] = [];
    for (let count = 0; count < questions; count += 1) {
      const asked = now();
      const theirs = Number(await talk.ask("?"));
      readings.push({ asked, answered: now(), theirs });
    }
    return boundsOf(readings);
  };
  return {
    bounds,
    async set() {
      let told = await bounds();
      for (let count = 0; count < moves && told !== undefined && !holdsZero(told); count += 1) {
        await talk.ask(String(-(told.low + told.high) / 2));
        told = await bounds();
      }
      return told;
    },
    close: () => {
      talk.close();
    },
  };
}
