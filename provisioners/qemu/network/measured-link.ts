import type { PlannedLink } from "../../../experiments/index.ts";
import type { LinkCheck, MeasuredLink } from "../../machines-report.ts";

/** A share beyond which what was measured is not what was asked for. */
const tolerance = 0.1;

/** Holds a measured link against what was asked. */
export function checkLink(measured: MeasuredLink, { delayMs, jitterMs, rateMbit }: PlannedLink): LinkCheck {
  return {
    ...measured,
    asked: { delayMs, jitterMs, rateMbit },
    deviations: [
      ...(delayMs > 0 ? deviation("delay", measured.delayMs, delayMs, "ms") : []),
      ...deviation("rate", measured.rateMbit, rateMbit, "Mbit/s"),
    ],
  };
}

function deviation(
  what: string,
  measured: number | undefined,
  asked: number,
  unit: string,
): readonly string[] {
  if (measured === undefined) return [`${what} could not be measured, asked were ${text(asked)} ${unit}`];
  const share = measured / asked - 1;
  if (Math.abs(share) <= tolerance) return [];
  const by = `${share > 0 ? "+" : "-"}${String(Math.round(Math.abs(share) * 100))} %`;
  return [`${what} ${text(measured)} ${unit}, asked were ${text(asked)} (${by})`];
}

function text(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** A sentence for each link that is not what was asked for. */
export function linkWarnings(links: readonly LinkCheck[], acceleration: "kvm" | "tcg"): readonly string[] {
  const why =
    acceleration === "tcg"
      ? ": machines that are emulated in software send some hundred Mbit/s at most, and add a millisecond or two"
      : "";
  return links
    .filter(({ deviations }) => deviations.length > 0)
    .map(
      ({ from, to, deviations }) =>
        `The network from ${from} to ${to} has ${deviations.join(" and ")}${why}.`,
    );
}
