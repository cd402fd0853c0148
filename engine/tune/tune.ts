import type { Setting } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import type { DiagnosedCause, Diagnosis } from "../diagnose/index.ts";
import { createRandom } from "../model/index.ts";
import type { Finding } from "../store/index.ts";
import { attempt, measuredOf, withSettings } from "./attempt.ts";
import type { Budget } from "./budget.ts";
import { changesOf, estimateOf, findingOf } from "./finding.ts";
import { judge } from "./judge.ts";
import type { Measured } from "./measured.ts";
import { proposalsFor, type Proposal } from "./proposals.ts";
import type { Session } from "./session.ts";
import type { TrialModel } from "./trial-model.ts";

/** What came of the tuning. */
export interface Tuning {
  /** Tried causes in the order in which they were tried, then those of the last diagnosis that were not. */
  readonly findings: readonly Finding[];
  readonly ruledOut: Diagnosis["ruledOut"];
  readonly cannotTell: Diagnosis["cannotTell"];
  readonly iterations: number;
  readonly final: Measured;
  /** True when a cause is left that no parameter reaches, or none that may be changed. */
  readonly outside: boolean;
}

/** A cause with the change that is worth a try, or why there is none. */
type Option =
  | { readonly cause: DiagnosedCause; readonly proposal: Proposal }
  | { readonly cause: DiagnosedCause; readonly reason: string; readonly outside: boolean };

/**
 * Diagnoses, changes the one thing that holds the deployment back, proves it, and goes on until no cause is left
 * whose change is worth more than the noise, or the budget ends. The cluster is left with the kept settings.
 */
export async function tune(
  session: Session,
  rules: readonly Rule[],
  model: TrialModel,
  baseline: Measured,
  budget: Budget,
): Promise<Tuning> {
  const random = createRandom(session.plan.tuning.seed);
  const tried: Finding[] = [];
  // How many proposals for a cause were rolled back since the last change that was kept.
  let failures = new Map<string, number>();
  let current = baseline;
  let iterations = 0;
  for (;;) {
    session.emit({ type: "step", text: "judging the trials" });
    const diagnosis = await judge(session.plan, rules, model, current);
    const options = diagnosis.findings.map((cause) => optionFor(session, model, current, cause, failures));
    const choice = options.find((option) => "proposal" in option);
    const refusal =
      choice && budget.refusal(iterations, choice.proposal.deploymentSeconds * session.plan.tuning.repeats);
    if (choice === undefined || refusal !== undefined) {
      const open = options.filter(({ cause }) => !failures.has(cause.cause));
      return {
        findings: [...tried, ...open.map((option) => findingOf(option.cause, reasonOf(option, refusal)))],
        ruledOut: diagnosis.ruledOut,
        cannotTell: diagnosis.cannotTell,
        iterations,
        final: current,
        outside: open.some((option) => "reason" in option && option.outside),
      };
    }
    iterations += 1;
    const { cause, proposal } = choice;
    say(session, iterations, cause, current.settings, proposal);
    const settings = withSettings(current.settings, proposal.settings);
    const result = await attempt(
      session,
      `change-${iterations}`,
      current,
      settings,
      proposal.deploymentSeconds,
      random,
    );
    tried.push({
      ...findingOf(cause),
      changes: [...changesOf(session.plan.kubernetes, current.settings, proposal.settings)],
      predicted: estimateOf(proposal),
      measured: measuredOf(result),
      outcome: result.kept ? "kept" : "rolled-back",
      ...(result.kept ? {} : { reason: "the trials after the change were not faster beyond their spread" }),
    });
    model.learn(result.trials);
    if (result.kept) {
      current = { settings, trials: result.trials };
      failures = new Map();
    } else failures.set(cause.cause, (failures.get(cause.cause) ?? 0) + 1);
  }
}

function reasonOf(option: Option, refusal: string | undefined): string | undefined {
  if ("reason" in option) return option.cause.cause === "none" ? undefined : option.reason;
  return refusal ?? "another cause came first";
}

function optionFor(
  session: Session,
  model: TrialModel,
  current: Measured,
  cause: DiagnosedCause,
  failures: ReadonlyMap<string, number>,
): Option {
  const found = proposalsFor(session.plan, model, current, cause);
  if ("reason" in found) return { cause, ...found };
  const proposal = found.proposals[failures.get(cause.cause) ?? 0];
  return proposal === undefined
    ? { cause, reason: "all values that are worth a try were rolled back", outside: false }
    : { cause, proposal };
}

function say(
  { plan, emit }: Session,
  iteration: number,
  cause: DiagnosedCause,
  settings: readonly Setting[],
  proposal: Proposal,
): void {
  const changes = changesOf(plan.kubernetes, settings, proposal.settings);
  emit({ type: "phase", text: `Change ${iteration}: ${cause.cause} (${cause.title})` });
  for (const { parameter, from, to } of changes)
    emit({ type: "note", text: `${parameter} ${from} -> ${to}` });
}
