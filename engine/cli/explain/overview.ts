import { counted } from "../../counted.ts";
import type { ExplainedRun } from "../../tune/index.ts";
import { table } from "../table.ts";
import { explainedText, secondsText, verdictText } from "./words.ts";

/** All causes with their verdicts and what decided: found ones by what they explain, then the nearest of the others. */
export function overviewText(run: ExplainedRun): string {
  return [
    ...trialLines(run),
    "",
    table(
      ["cause", "verdict", "explains", "what decided"],
      run.accounts.map((account) => [
        account.cause,
        verdictText[account.verdict],
        explainedText(account) ?? "-",
        account.because[0] ?? "-",
      ]),
    ),
    ...otherwiseLines(run),
    "",
    `"columbo explain ${run.folder} CAUSE" gives the whole chain of one of them.`,
  ].join("\n");
}

/** Which trial all numbers are from. */
export function trialLines(run: ExplainedRun): readonly string[] {
  const { experiment, kubernetes, trial, trials, noiseSeconds, settings } = run;
  const others = trials.map(({ deploymentSeconds }) => secondsText(deploymentSeconds)).join(", ");
  const changed = settings.map(({ parameter, value }) => `${parameter} = ${String(value)}`).join(", ");
  return [
    `${experiment} on Kubernetes ${kubernetes}: trial ${trial.label}, ${secondsText(trial.deploymentSeconds)}` +
      (trials.length === 1 ? "" : `, the median of ${counted(trials.length, "trial")} (${others})`),
    `settings: ${changed === "" ? "all at their defaults" : changed}`,
    `differences up to ${secondsText(noiseSeconds)} happen without any change (noise.seconds)`,
  ];
}

/** Where the stored result says otherwise than today's rules. */
export function otherwiseLines({ otherwise }: ExplainedRun): readonly string[] {
  if (otherwise.length === 0) return [];
  return [
    "",
    "The stored result says otherwise, by the rules that the run was judged by:",
    ...otherwise.map(
      ({ cause, then, now }) => `  ${cause}: ${verdictText[then]} then, today ${verdictText[now]}`,
    ),
  ];
}
