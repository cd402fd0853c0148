import type { RootContent } from "mdast";
import { stageOf, type OwnKnowledge } from "../../knowledge/index.ts";
import type { Finding } from "../../engine/store/stored-run.ts";
import { seconds, sentence } from "../format.ts";
import { alike, evidenceTable, shareText, tried } from "./finding-parts.ts";
import { code, fold, heading, paragraph, section, strong, tag } from "./nodes.ts";
import { advisesAtTop } from "./advice.ts";
import type { Subject } from "./subject.ts";

const outcomes = {
  kept: ["kept", "good"],
  "rolled-back": ["rolled back", "bad"],
  "not-tried": ["not tried", "plain"],
  confirmed: ["confirmed", "good"],
  "not-confirmed": ["not confirmed", "bad"],
} as const;

/** Each cause that was found: how much it explains, the evidence, what was done about it and what came of that. */
export function findings(subject: Subject): RootContent[] {
  const all = subject.result.findings;
  if (all.length === 0) return [];
  const groups = grouped(all);
  // Where there is no change to apply, the advice already stands at the top as what to do.
  const withAdvice = !advisesAtTop(subject);
  return [
    section(
      "findings",
      all.length === 1 ? "What held it back" : "What held it back, and what was tried",
      ...groups.flatMap((group, index) => [
        ...one(group, groups.length === 1 ? undefined : index + 1, withAdvice, subject.run.plan.own),
        ...group.left.flatMap(leftOver),
      ]),
    ),
  ];
}

/** A finding that stands for itself. */
interface Group {
  readonly finding: Finding;
  /** An earlier finding of the same cause was kept: this one is the next step against it. */
  readonly again: boolean;
  /** The same cause as it was left in the end: found again, nothing more was done. */
  readonly left: readonly Finding[];
}

/** Findings in their order; what is left of a cause that a change was kept for goes with the last such change. */
function grouped(all: readonly Finding[]): readonly Group[] {
  const keptBefore = ({ cause }: Finding, place: number): boolean =>
    all.slice(0, place).some((earlier) => earlier.cause === cause && earlier.outcome === "kept");
  const isLeft = (finding: Finding, place: number): boolean =>
    finding.outcome === "not-tried" && keptBefore(finding, place);
  return all.flatMap((finding, place) => {
    if (isLeft(finding, place)) return [];
    const { cause, outcome } = finding;
    const next = all.findIndex(
      (later, at) => at > place && later.cause === cause && later.outcome === "kept",
    );
    const left = all.filter(
      (later, at) =>
        outcome === "kept" &&
        at > place &&
        (next === -1 || at < next) &&
        later.cause === cause &&
        isLeft(later, at),
    );
    return [{ finding, again: keptBefore(finding, place), left }];
  });
}

function one(
  { finding, again }: Group,
  place: number | undefined,
  withAdvice: boolean,
  own: OwnKnowledge | undefined,
): RootContent[] {
  const { stage, cause, explainsSeconds, share, advice, changes } = finding;
  const title = `${place === undefined ? "" : `${place}. `}${again ? "Again: " : ""}${finding.title}`;
  const [label, look] = outcomes[finding.outcome];
  return [
    heading(
      3,
      undefined,
      // A finding without a change is advice: "not tried" would sound as if something had been left undone.
      ...(changes.length === 0 ? [title.trim()] : [`${title.trim()} `, tag(label, look)]),
    ),
    paragraph(
      "Cause ",
      code(cause),
      `: explains ${seconds(explainsSeconds)} of the deployment${shareText(share)}, in ${stage} (${stageOf(stage).name}). Found by rule `,
      code(finding.rule),
      ".",
    ),
    ...evidenceTable(`Evidence for ${cause}`, finding.evidence),
    // What trials did not prove is nothing to advise.
    ...(withAdvice && finding.outcome !== "rolled-back"
      ? [paragraph(strong("Advice:"), ` ${sentence(advice)}`)]
      : []),
    ...alike(finding),
    ...tried(finding, own),
  ];
}

/** What the kept change of a cause left of it, in a line; its evidence is there for whoever asks. */
function leftOver(finding: Finding): RootContent[] {
  const { cause, stage, explainsSeconds, reason, evidence } = finding;
  return [
    paragraph(
      strong("What is left of it:"),
      ` ${seconds(explainsSeconds)} of the deployment after the change, in ${stage} (${stageOf(stage).name}).`,
      ...(reason === undefined ? [] : [` Nothing more was tried: ${sentence(reason)}`]),
    ),
    ...(evidence.length === 0
      ? []
      : [
          fold(
            "Evidence for what is left of it",
            ...evidenceTable(`Evidence for what is left of ${cause}`, evidence),
          ),
        ]),
  ];
}
