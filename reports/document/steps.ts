import type { RootContent, Table } from "mdast";
import type { Observed, ObservedStep } from "../../engine/store/stored-run.ts";
import { count, number, preciseSeconds } from "../format.ts";
import { heading, paragraph, section, table, tag, type Inline } from "./nodes.ts";
import { sight } from "./sight.ts";
import type { Subject } from "./subject.ts";

/** Every step of the way in the trial shown: how long, how sure, by which source; and what could not be seen. */
export function everyStep(subject: Subject): RootContent[] {
  const { observed } = subject.result;
  if (observed === undefined) return [];
  return [
    section(
      "steps",
      "Every step",
      paragraph(...coverage(observed, subject)),
      stepTable(observed, subject),
      ...meansTable(observed),
      ...sight(observed, subject),
    ),
  ];
}

function coverage({ coveragePercent, steps, trial }: Observed, { noun }: Subject): Inline[] {
  const means = steps.filter(({ mean }) => mean !== undefined).length;
  return [
    `${percent(coveragePercent)} of the steps on the ways of all ${noun}s were seen with both ends, each by the sources that the table names, in trial ${trial} under the starting configuration. A step that no source parts from its neighbour is counted, and timed, with it.`,
    ...(means === 0
      ? []
      : [
          ` ${count(means, "step")} ${means === 1 ? "is" : "are"} known only as the mean of all requests and not counted as seen.`,
        ]),
  ];
}

/** Rounded down: 100 % is all. */
function percent(value: number): string {
  return `${number(Math.floor(value * 10) / 10)} %`;
}

function stepTable({ steps }: Observed, { noun }: Subject): Table {
  const counted = steps.filter(({ of }) => of > 0);
  return table(
    `Every step, over all ${noun}s. Share: of the medians of its stage's measured steps.`,
    [
      "Step",
      "Stage",
      { figure: `Seen for ${noun}s` },
      { figure: "Median" },
      { figure: "Longest" },
      { figure: `Last ${noun}` },
      { figure: "Share" },
      { figure: "Precision" },
      "Source of its end",
    ],
    counted.map((step) => [
      [
        `${String(step.number)} ${step.name}`,
        ...(step.modelled === true ? [" ", tag("modelled", "plain")] : []),
      ],
      step.stage ?? "after",
      step.containers === step.of ? number(step.of) : `${number(step.containers)} of ${number(step.of)}`,
      ...[step.median, step.longest, step.last].map(time),
      shareOf(step, counted),
      step.precision === undefined ? "-" : `± ${preciseSeconds(step.precision)}`,
      step.sources.length === 0 ? "not seen" : step.sources.join(", "),
    ]),
  );
}

function time(value: number | undefined): string {
  return value === undefined ? "-" : preciseSeconds(value);
}

/** A step's share of its stage; none for what nobody measured, or where its stage has no other step. */
function shareOf(step: ObservedStep, all: readonly ObservedStep[]): string {
  const own = all.filter(
    ({ stage, modelled, median }) => stage === step.stage && modelled !== true && median !== undefined,
  );
  if (step.stage === undefined || step.median === undefined || !own.includes(step)) return "";
  const whole = own.reduce((sum, { median = 0 }) => sum + median, 0);
  return whole === 0 ? "" : `${number(Math.round((100 * step.median) / whole))} %`;
}

function meansTable({ steps }: Observed): RootContent[] {
  const known = steps.flatMap(({ mean, ...step }) => (mean === undefined ? [] : [{ ...step, mean }]));
  if (known.length === 0) return [];
  return [
    heading(3, undefined, "Known only as a mean"),
    table(
      "Steps of which counters give the mean of all requests, those of others included",
      ["Step", { figure: "Mean" }, { figure: "Requests" }, "Source"],
      known.map(({ number: which, name, mean }) => [
        `${String(which)} ${name}`,
        preciseSeconds(mean.seconds),
        number(mean.count),
        mean.source,
      ]),
    ),
  ];
}
