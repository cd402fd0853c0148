import type { RootContent } from "mdast";
import { findAnyParameter, type OwnKnowledge } from "../../knowledge/index.ts";
import type { Evidence, Finding } from "../../engine/store/stored-run.ts";
import { number, quantity, seconds, secondsRange, sentence } from "../format.ts";
import { code, list, paragraph, strong, table, type Inline } from "./nodes.ts";
import { measuredText } from "./proof.ts";

const reasons = {
  kept: "Kept",
  "rolled-back": "Rolled back",
  "not-tried": "Not tried",
  confirmed: "Confirmed",
  "not-confirmed": "Not confirmed",
} as const;

/** The share of the deployment that a cause explains, in brackets; nothing where it was not kept. */
export function shareText(share: number | undefined): string {
  return share === undefined ? "" : ` (${number(Math.round(share * 100))} % of it)`;
}

/** What else prolongs the same stage, and why it was not that. */
export function alike({ considered = [] }: Finding): RootContent[] {
  if (considered.length === 0) return [];
  return [
    paragraph(strong("What else was considered, and why it is out:")),
    list(considered.map(({ cause, why }) => [code(cause), `: ${sentence(why)}`])),
  ];
}

/** What was changed, what was expected of it, and what came of it. */
export function tried(
  { changes, predicted, changeReason, measured, outcome, reason }: Finding,
  own: OwnKnowledge | undefined,
): RootContent[] {
  const items: Inline[][] = changes.map(({ parameter, from, to }) => {
    const unit = findAnyParameter(parameter, own)?.unit ?? "";
    return [code(parameter), `: ${quantity(from, "")} → ${quantity(to, unit)}`];
  });
  if (predicted !== undefined)
    items.push([
      `Predicted: ${seconds(predicted.deploymentSeconds)} (90 % interval ${secondsRange(predicted.low, predicted.high)})`,
    ]);
  if (changeReason !== undefined) items.push([`Why this value: ${sentence(changeReason)}`]);
  if (measured !== undefined) items.push([measuredText(measured)]);
  if (reason !== undefined)
    items.push([
      `${changes.length === 0 ? "Why nothing was changed" : reasons[outcome]}: `,
      sentence(reason),
    ]);
  return items.length === 0 ? [] : [list(items)];
}

/** Facts with unit and origin; nothing when there are none. */
export function evidenceTable(caption: string, evidence: readonly Evidence[]): RootContent[] {
  if (evidence.length === 0) return [];
  return [
    table(
      caption,
      ["Fact", { figure: "Value" }, "Origin"],
      evidence.map(({ fact, value, unit, origin }) => [[code(fact)], quantity(value, unit), origin]),
    ),
  ];
}
