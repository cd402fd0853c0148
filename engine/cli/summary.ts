import type { Finding, Result } from "../store/index.ts";

/** The result in a few lines for the terminal. */
export function summary(result: Result, reports: readonly string[]): string {
  const { findings, cannotTell, environment } = result;
  const added = 100 * (1 - environment.trialSeconds / environment.commandSeconds);
  return [
    result.headline,
    ...(result.failure === undefined ? [] : [result.failure]),
    ...findings.filter(({ cause }) => cause !== "none").flatMap(linesOf),
    ...cannotTell.map(({ cause, missing }) => `cannot tell ${cause}: ${missing.join("; ")}`),
    `${environment.commandSeconds.toFixed(0)} s in all but the reports, ${environment.trialSeconds.toFixed(0)} s of them trials (${added.toFixed(0)} % around them)`,
    ...reports,
  ].join("\n");
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
