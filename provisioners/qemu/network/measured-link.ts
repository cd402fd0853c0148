import type { PlannedLink } from "../../../experiments/index.ts";

/** What was measured between two machines, from the first to the second. */
export interface MeasuredLink {
  readonly from: string;
  readonly to: string;
  /** Half of the median round trip, ms. */
  readonly delayMs: number;
  /** Standard deviation of the round trips by the root of two, ms: both ways vary by themselves. */
  readonly jitterMs: number;
  /** Megabits a second that a bounded stream came to; absent where none was sent. */
  readonly rateMbit?: number;
}

/** What was asked for, what was measured, and where they differ too much. */
export interface LinkCheck extends MeasuredLink {
  readonly asked?: Pick<PlannedLink, "delayMs" | "jitterMs" | "rateMbit">;
  /** One phrase each. */
  readonly deviations: readonly string[];
}

/** A share beyond which what was measured is not what was asked for. */
const tolerance = 0.1;

/**
 * Holds a measured link against what was asked.
 * @param unshaped what the same machines measured before any shaping: the emulation adds to it, and cannot give more
 */
export function checkLink(
  measured: MeasuredLink,
  asked: PlannedLink | undefined,
  unshaped?: Pick<MeasuredLink, "delayMs" | "rateMbit">,
): LinkCheck {
  if (asked === undefined) return { ...measured, deviations: [] };
  const { delayMs, jitterMs, rateMbit } = asked;
  const base = unshaped?.delayMs ?? 0;
  return {
    ...measured,
    asked: { delayMs, jitterMs, rateMbit },
    deviations: [
      ...(delayMs > 0 ? deviation("delay", measured.delayMs - base, delayMs, "ms") : []),
      ...rateDeviation(measured.rateMbit, rateMbit, unshaped?.rateMbit),
    ],
  };
}

function rateDeviation(measured: number | undefined, asked: number, most: number | undefined): readonly string[] {
  if (measured === undefined) return [];
  // Machines that cannot send so much show what they can, and the link never held them back.
  if (most !== undefined && most <= asked * (1 + tolerance)) {
    return measured >= most * (1 - tolerance) * 0.5
      ? [`rate: the machines themselves send ${text(most)} Mbit/s at most, asked were ${text(asked)}`]
      : deviation("rate", measured, most, "Mbit/s");
  }
  return deviation("rate", measured, asked, "Mbit/s");
}

function deviation(what: string, measured: number, asked: number, unit: string): readonly string[] {
  const share = measured / asked - 1;
  if (Math.abs(share) <= tolerance) return [];
  const by = `${share > 0 ? "+" : "-"}${String(Math.round(Math.abs(share) * 100))} %`;
  return [`${what} ${text(measured)} ${unit}, asked were ${text(asked)} (${by})`];
}

function text(value: number): string {
  return String(Number(value.toPrecision(3)));
}
