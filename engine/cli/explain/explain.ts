import { distance } from "fastest-levenshtein";
import { loadRules } from "../../../rules/index.ts";
import type { Account } from "../../diagnose/index.ts";
import { explainRun, type ExplainedRun } from "../../tune/index.ts";
import { print } from "../table.ts";
import { WrongInput } from "../wrong-input.ts";
import { chainText } from "./chain.ts";
import { overviewText } from "./overview.ts";

export interface ExplainOptions {
  readonly trial: string;
  readonly json?: boolean;
}

/**
 * Explains the verdicts on a run's trials, or the one on a cause.
 * @throws WrongInput when no rule looks for the cause
 */
export async function explain(
  folder: string,
  cause: string | undefined,
  { trial, json }: ExplainOptions,
): Promise<void> {
  const run = await explainRun(folder, trial, loadRules);
  if (cause === undefined) {
    print(json, forScripts(run), () => overviewText(run));
    return;
  }
  const accounts = accountsFor(run, cause);
  const findings = run.findings.filter((finding) => finding.cause === accounts[0]?.cause);
  print(json, forScripts({ ...run, accounts, findings }), () =>
    accounts.map((account) => chainText(run, account)).join("\n\n"),
  );
}

/** Of the trial, what the texts show: its whole record is in the run folder. */
function forScripts({ trial, ...run }: ExplainedRun) {
  const { label, deploymentSeconds, timeline } = trial;
  return { ...run, trial: { label, deploymentSeconds, lastContainer: timeline.containers.at(-1) } };
}

/** Several rules may look for one cause; one of them can be asked for by its own name. */
function accountsFor({ accounts }: ExplainedRun, asked: string): readonly Account[] {
  const name = asked.toLowerCase();
  const found = accounts.filter(({ cause, rule }) => cause === name || rule === name);
  if (found.length > 0) return found;
  const names = [...new Set(accounts.map(({ cause }) => cause))];
  const near = names
    .filter((one) => one.includes(name) || name.includes(one) || distance(name, one) <= one.length / 2)
    .toSorted((a, b) => distance(name, a) - distance(name, b))
    .slice(0, 3);
  const hint =
    near.length === 0
      ? `expected one of ${names.toSorted().join(", ")}`
      : `did you mean ${near.join(" or ")}?`;
  throw new WrongInput(`no rule looks for the cause ${asked}; ${hint}`);
}
