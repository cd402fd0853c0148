import type { Finding } from "../../store/index.ts";
import { secondsText } from "./words.ts";

/** What was changed about a cause, what was expected of it, and what trials showed. */
export function proofLines(findings: readonly Finding[]): readonly string[] {
  const told = findings.filter(({ changes, reason }) => changes.length > 0 || reason !== undefined);
  return told.length === 0 ? [] : ["", "6. The change and its proof", ...told.flatMap(linesOf)];
}

function linesOf({
  changes,
  changeReason,
  predicted,
  measured,
  outcome,
  reason,
}: Finding): readonly string[] {
  const range = (low: number, high: number): string => `${secondsText(low)} to ${secondsText(high)}`;
  return [
    ...changes.map(({ parameter, from, to }) => `  ${parameter}: ${String(from)} -> ${String(to)}`),
    ...(changeReason === undefined ? [] : [`  the value: ${changeReason}`]),
    ...(predicted === undefined
      ? []
      : [
          `  predicted: ${secondsText(predicted.deploymentSeconds)} (90 % interval ${range(predicted.low, predicted.high)})`,
        ]),
    ...(measured === undefined
      ? []
      : [
          `  measured: ${secondsText(measured.deploymentSeconds)}, difference of the medians ${secondsText(measured.difference)} (95 % interval ${range(measured.differenceLow, measured.differenceHigh)})`,
          ...trialsLine(measured),
        ]),
    `  ${outcome}${reason === undefined ? "" : `: ${reason}`}`,
  ];
}

/** Of results of earlier versions this is not known. */
function trialsLine({
  trialsBefore,
  trialsAfter,
  interleaved = 0,
  rankP,
}: NonNullable<Finding["measured"]>): readonly string[] {
  if (trialsBefore === undefined || trialsAfter === undefined || rankP === undefined) return [];
  return [
    `  trials: ${String(trialsBefore)} before, ${String(trialsAfter)} after, ${String(interleaved)} of each in turn; chance of such ranks without a difference ${rankP.toFixed(3)}`,
  ];
}
