import { loginLines } from "./logins.ts";
import type { Finding, Result } from "../store/index.ts";

/** The result in a few lines for the terminal. */
export function summary(result: Result, reports: readonly string[]): string {
  const { findings, cannotTell } = result;
  return [
    result.headline,
    ...(result.failure === undefined ? [] : [result.failure]),
    ...findings.filter(({ cause }) => cause !== "none").flatMap(linesOf),
    ...cannotTell.map(({ cause, missing }) => `cannot tell ${cause}: ${missing.join("; ")}`),
    durations(result),
    ...reports,
    ...loginLines(result.machines?.machines ?? []),
  ].join("\n");
}

function durations({ provider, environment: { commandSeconds, trialSeconds } }: Result): string {
  const [all, trials] = [commandSeconds, trialSeconds].map((seconds) => seconds.toFixed(0));
  if (provider === "simulated")
    return `${commandSeconds.toFixed(1)} s in all but the reports; nothing was measured: as real ones the trials would have taken ${trials} s`;
  const added = 100 * (1 - trialSeconds / commandSeconds);
  return `${all} s in all but the reports, ${trials} s of them trials (${added.toFixed(0)} % around them)`;
}

function linesOf(finding: Finding): string[] {
  const { cause, title, outcome, changes, measured, reason } = finding;
  const seconds = measured === undefined ? "" : `, ${signed(measured.difference)} s`;
  const why = reason === undefined ? "" : `: ${reason}`;
  return [
    `${cause} (${title})`,
    ...changes.map(({ parameter, from, to }) => `  ${parameter} ${from} -> ${to}`),
    `  ${outcome}${seconds}${why}`,
  ];
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
}
