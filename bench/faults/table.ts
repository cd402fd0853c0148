import { median } from "simple-statistics";
import { markdown } from "../columbo.ts";
import type { Fault } from "./fault.ts";
import type { NotRun } from "./run-fault.ts";
import { gainShare, type Scored } from "./score.ts";

type Outcome = Scored | NotRun;

/** The table of all faults, and the figures over all of them, as Markdown. */
export function tableOf(faults: readonly Fault[], outcomes: readonly Outcome[]): string {
  const rows = faults.map((fault) =>
    rowOf(
      fault,
      outcomes.filter((one) => one.fault === fault.name),
    ),
  );
  const head = [
    "fault",
    "made by",
    "cause expected",
    "right",
    "otherwise",
    "changed",
    "part of the gain won",
    "a run",
  ];
  return [markdown(head, rows), markdown(["figure", "measured"], figuresOf(faults, outcomes))].join("\n\n");
}

function rowOf(fault: Fault, outcomes: readonly Outcome[]): readonly string[] {
  const scored = outcomes.filter(isScored);
  const lacking = outcomes.flatMap((one) => (isScored(one) ? [] : [one.why]));
  const shares = scored.flatMap((one) => gainShare(one) ?? []);
  return [
    fault.name,
    fault.by,
    fault.causes.join(", then "),
    scored.length === 0
      ? "not run"
      : `${String(scored.filter(({ right }) => right).length)} of ${String(scored.length)}`,
    unique([...scored.flatMap(({ wrong }) => wrong), ...lacking]).join("; ") || "-",
    unique(scored.flatMap(({ changed }) => changed)).join(", ") || "-",
    shares.length === 0 ? "-" : percent(median(shares)),
    scored.length === 0 ? "-" : `${median(scored.map(({ seconds }) => seconds)).toFixed(0)} s`,
  ];
}

/** The figures over all runs. */
export function figuresOf(
  faults: readonly Fault[],
  outcomes: readonly Outcome[],
): readonly (readonly [string, string])[] {
  const scored = outcomes.filter(isScored);
  const isHealthy = (name: string): boolean =>
    faults.some((one) => one.name === name && one.causes[0] === "none");
  const [healthy, sick] = [
    scored.filter(({ fault }) => isHealthy(fault)),
    scored.filter(({ fault }) => !isHealthy(fault)),
  ];
  const right = sick.filter((one) => one.right).length;
  const shares = sick.flatMap((one) => gainShare(one) ?? []);
  const worst = [...Map.groupBy(sick, ({ fault }) => fault)]
    .map(([name, runs]) => ({ name, right: runs.filter((one) => one.right).length, of: runs.length }))
    .toSorted((a, b) => a.right / a.of - b.right / b.of)[0];
  return [
    [
      "right cause first",
      `${String(right)} of ${String(sick.length)} runs${sick.length === 0 ? "" : ` (${percent(right / sick.length)})`}`,
    ],
    [
      "worst fault",
      worst === undefined ? "-" : `${worst.name}: ${String(worst.right)} of ${String(worst.of)}`,
    ],
    [
      "false alarms on healthy clusters",
      `${String(healthy.filter((one) => !one.right).length)} of ${String(healthy.length)}`,
    ],
    [
      "part of the attainable gain won, median",
      shares.length === 0 ? "-" : `${percent(median(shares))} of ${String(shares.length)} runs`,
    ],
    ["changes kept that made it slower", String(scored.filter(({ slower }) => slower).length)],
    ["not run", String(outcomes.length - scored.length)],
  ];
}

/** Whether a run came to a result. */
export function isScored(outcome: Outcome): outcome is Scored {
  return "right" in outcome;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
