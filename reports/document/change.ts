import type { RootContent, Table } from "mdast";
import { basename } from "node:path";
import type { Finding } from "../../engine/store/stored-run.ts";
import { plainFlags } from "../fragments/kubeadm.ts";
import { applySteps, undoSteps } from "./apply.ts";
import { quantity, seconds, secondsRange, sentence } from "../format.ts";
import {
  code,
  codeBlock,
  fold,
  heading,
  list,
  paragraph,
  section,
  strong,
  table,
  type Inline,
} from "./nodes.ts";
import { settingsOf, type KeptChange, type Subject } from "./subject.ts";

/** What an operator takes away: the settings, why these values, ready fragments, restart, risk, undo. */
export function change(subject: Subject): RootContent[] {
  const { changes, kept, recommended } = subject;
  if (changes.length === 0) return recommended.length === 0 ? [] : [byHand(subject)];
  const steps = applySteps(changes);
  return [
    section(
      "change",
      "The change",
      settingsTable("The settings that were changed and kept", ["Before", "Now"], changes),
      heading(3, undefined, "Why these values"),
      paragraph(`${smallest(kept)}It keeps only what trials prove.`),
      list(kept.map(why)),
      ...whatItTakes(changes, steps),
      ...(steps.length === 0 ? [] : [fold("How to undo it", ...undoSteps(changes))]),
    ),
  ];
}

/** A change that Columbo worked out and must not make, as whoever may make it needs it. */
function byHand({ recommended, run }: Subject): RootContent {
  return section(
    "change",
    "The change to make by hand",
    settingsTable("The settings to change", ["Taken to be", "To"], recommended),
    ...whatItTakes(recommended, applySteps(recommended)),
    paragraph(
      "Then measure again, with the path of this run's folder, and let the trials say whether it helped:",
    ),
    codeBlock("sh", `columbo diagnose --verify-after columbo-runs/${basename(run.folder)}`),
  );
}

function settingsTable(
  caption: string,
  [before, after]: readonly [string, string],
  changes: readonly KeptChange[],
): Table {
  return table(
    caption,
    ["Setting", { figure: before }, { figure: after }, "Restart", "What it is"],
    changes.map(({ id, parameter, own, from, to }) => [
      [code(id)],
      quantity(from, (parameter ?? own)?.unit ?? ""),
      quantity(to, (parameter ?? own)?.unit ?? ""),
      (parameter ?? own)?.restart ?? "-",
      (parameter ?? own)?.title ?? "not in this version's knowledge: see its component's documentation",
    ]),
  );
}

/** What the settings bound, what they risk, and how they get into a cluster. */
function whatItTakes(changes: readonly KeptChange[], steps: readonly RootContent[]): RootContent[] {
  const risky = risks(changes);
  return [
    ...bounds(changes),
    ...(risky.length === 0 ? [] : [heading(3, undefined, "Risk"), list(risky)]),
    ...(steps.length === 0 ? [] : [heading(3, undefined, wayIn(changes)), ...steps]),
    ...ownSteps(changes),
    ...flags(changes),
  ];
}

/** How values are chosen by simulation, where any was. */
function smallest(kept: readonly Finding[]): string {
  return kept.some(({ predicted }) => predicted !== undefined)
    ? "Columbo takes the smallest values whose predicted time is within 3 % of the best that any value reaches, with the burst that goes with them. "
    : "Columbo takes values that follow from what was measured. ";
}

function why(finding: Finding): Inline[] {
  const { predicted, changeReason, measured } = finding;
  const expected =
    predicted === undefined
      ? reasonText(changeReason)
      : ` The model expected ${seconds(predicted.deploymentSeconds)} (90 % interval ${secondsRange(predicted.low, predicted.high)}).`;
  const found =
    measured === undefined ? "" : ` Measured with this change: ${seconds(measured.deploymentSeconds)}.`;
  return [
    ...listedCodes(finding.changes.map((entry) => entry.parameter)),
    `: ${sentence(finding.title)}${expected}${found}`,
  ];
}

/** Where no simulation chose the values, the evidence did. */
function reasonText(changeReason: string | undefined): string {
  return changeReason === undefined
    ? ""
    : ` The value follows from what was measured: ${sentence(changeReason)}`;
}

function listedCodes(ids: readonly string[]): Inline[] {
  return ids.flatMap((id, index) => (index === 0 ? [code(id)] : [", ", code(id)]));
}

/** What each setting does to which stage, and where that is written. */
function bounds(changes: readonly KeptChange[]): RootContent[] {
  const known = changes.flatMap(({ parameter, own }) => parameter ?? own ?? []);
  if (known.length === 0) return [];
  return [
    fold(
      "What each setting bounds, and where that is written",
      table(
        "What each setting bounds",
        ["Setting", "Stages", "Effect", "Source"],
        known.map(({ id, stages, formula, source }) => [[code(id)], stages.join(", "), formula, source]),
      ),
    ),
  ];
}

/** Each risk once per component; one that only begins another of the same component says nothing more. */
function risks(changes: readonly KeptChange[]): Inline[][] {
  const all = [
    ...new Map(
      changes
        .flatMap(({ parameter, own }) => parameter ?? own ?? [])
        .map((known) => [`${known.component}: ${known.risk}`, known]),
    ).values(),
  ];
  return all
    .filter(
      ({ component, risk }) =>
        !all.some(
          (other) => other.component === component && other.risk !== risk && other.risk.startsWith(risk),
        ),
    )
    .map(({ component, risk }) => [strong(component), `: ${sentence(risk)}`]);
}

/** What stands in the workload's manifest is none of kubeadm's business. */
function wayIn(changes: readonly KeptChange[]): string {
  return changes.every(({ parameter }) => parameter?.component === "workload")
    ? "In the workload"
    : "With kubeadm";
}

/** What the user's own files say of how to set their parameters. */
function ownSteps(changes: readonly KeptChange[]): RootContent[] {
  const described = changes.flatMap(({ own, to }) => (own === undefined ? [] : [{ own, to }]));
  if (described.length === 0) return [];
  return [
    heading(3, undefined, "Parameters of your own"),
    list(
      described.map(({ own, to }) => [code(own.id), ` to ${quantity(to, own.unit)}: ${sentence(own.set)}`]),
    ),
  ];
}

function flags(changes: readonly KeptChange[]): RootContent[] {
  const text = plainFlags(settingsOf(changes, "to"));
  return text === "" ? [] : [heading(3, undefined, "As plain flags"), codeBlock("sh", text)];
}
