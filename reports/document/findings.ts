import type { RootContent } from "mdast";
import { findParameter, stageOf } from "../../knowledge/index.ts";
import type { Evidence, Finding } from "../../engine/store/stored-run.ts";
import { quantity, seconds, secondsRange, sentence, signedSeconds } from "../format.ts";
import { code, heading, list, paragraph, section, strong, table, tag, type Inline } from "./nodes.ts";
import type { Subject } from "./subject.ts";

const outcomes = {
  kept: ["kept", "good"],
  "rolled-back": ["rolled back", "bad"],
  "not-tried": ["not tried", "plain"],
} as const;

const reasons = { kept: "Kept", "rolled-back": "Rolled back", "not-tried": "Not tried" } as const;

/** Each cause that was found: how much it explains, the evidence, what was done about it and what came of that. */
export function findings({ result, changes }: Subject): RootContent[] {
  const all = result.findings;
  if (all.length === 0) return [];
  // Where there is no change to apply, the advice already stands at the top as what to do.
  const withAdvice = changes.length > 0 || result.verdict === "failed";
  return [
    section(
      "findings",
      all.length === 1 ? "What held it back" : "What held it back, and what was tried",
      ...all.flatMap((finding, index) => one(finding, all.length === 1 ? undefined : index + 1, withAdvice)),
    ),
  ];
}

function one(finding: Finding, place: number | undefined, withAdvice: boolean): RootContent[] {
  const { stage, title, cause, explainsSeconds, advice, changes } = finding;
  const [label, look] = outcomes[finding.outcome];
  return [
    heading(
      3,
      undefined,
      `${place === undefined ? "" : `${place}. `}${title} `,
      // A finding without a change is advice: "not tried" would sound as if something had been left undone.
      ...(changes.length === 0 ? [] : [tag(label, look)]),
    ),
    paragraph(
      "Cause ",
      code(cause),
      `: explains ${seconds(explainsSeconds)} of the deployment, in ${stage} (${stageOf(stage).name}). Found by rule `,
      code(finding.rule),
      ".",
    ),
    ...evidenceTable(`Evidence for ${cause}`, finding.evidence),
    ...(withAdvice ? [paragraph(strong("Advice:"), ` ${sentence(advice)}`)] : []),
    ...tried(finding),
  ];
}

function tried({ changes, predicted, measured, outcome, reason }: Finding): RootContent[] {
  const items: Inline[][] = changes.map(({ parameter, from, to }) => {
    const unit = findParameter(parameter)?.unit ?? "";
    return [code(parameter), `: ${quantity(from, "")} → ${quantity(to, unit)}`];
  });
  if (predicted !== undefined)
    items.push([
      `Predicted: ${seconds(predicted.deploymentSeconds)} (90 % interval ${secondsRange(predicted.low, predicted.high)})`,
    ]);
  if (measured !== undefined)
    items.push([
      `Measured: ${seconds(measured.deploymentSeconds)}; difference of the medians ${signedSeconds(measured.difference)} (95 % interval ${secondsRange(measured.differenceLow, measured.differenceHigh, signedSeconds)})`,
    ]);
  if (reason !== undefined)
    items.push([
      `${changes.length === 0 ? "Why nothing was changed" : reasons[outcome]}: `,
      sentence(reason),
    ]);
  return items.length === 0 ? [] : [list(items)];
}

/** Facts with unit and origin; nothing when there are none. */
function evidenceTable(caption: string, evidence: readonly Evidence[]): RootContent[] {
  if (evidence.length === 0) return [];
  return [
    table(
      caption,
      ["Fact", { figure: "Value" }, "Origin"],
      evidence.map(({ fact, value, unit, origin }) => [[code(fact)], quantity(value, unit), origin]),
    ),
  ];
}
