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
import { leftCause, optionFor, reasonOf, type LeftCause, type Option } from "./options.ts";
import type { Proposal } from "./proposals.ts";
import type { Session } from "./session.ts";
import { isTrialFailure } from "./trial-failure.ts";
import type { TrialModel } from "./trial-model.ts";

/** What came of the tuning. */
export interface Tuning {
  /** Tried causes in the order in which they were tried, then those of the last diagnosis that were not. */
  readonly findings: readonly Finding[];
  readonly ruledOut: Diagnosis["ruledOut"];
  readonly cannotTell: Diagnosis["cannotTell"];
  readonly iterations: number;
  /** The trials under the kept settings; the baseline itself when nothing was kept. */
  readonly final: Measured;
  readonly left?: LeftCause;
  /** The trial under a change that ended the tuning. */
  readonly failure?: Error;
}

/**
 * Diagnoses, changes the one thing that holds the deployment back, proves it, and goes on until no cause is left
 * whose change is worth more than the noise, or the budget ends. The cluster is left with the kept settings, unless
 * a trial failed.
 */
export async function tune(
  session: Session,
  rules: readonly Rule[],
  model: TrialModel,
  baseline: Measured,
  budget: Budget,
): Promise<Tuning> {
  const { plan, emit, signal } = session;
  const random = createRandom(plan.tuning.seed);
  const tried: Finding[] = [];
  // How many proposals for a cause were rolled back since the last change that was kept.
  let failures = new Map<string, number>();
  let current = baseline;
  let iterations = 0;
  for (;;) {
    emit({ type: "step", text: "judging the trials" });
    const { findings, ruledOut, cannotTell } = await judge(plan, rules, model, current);
    const options = findings.map((cause) =>
      optionFor(plan, model, current, cause, failures.get(cause.cause) ?? 0),
    );
    const choice = options.find((option) => "proposal" in option);
    const refusal =
      choice && budget.refusal(iterations, choice.proposal.deploymentSeconds * plan.tuning.repeats);
    const soFar = { ruledOut, cannotTell, final: current };
    if (choice === undefined || refusal !== undefined) {
      const untried = options
        .filter(({ cause }) => !failures.has(cause.cause))
        .map((option) => untriedFinding(plan, current.settings, option, refusal));
      const left = leftCause(options, refusal);
      return {
        ...soFar,
        findings: [...tried, ...untried],
        iterations,
        ...(left === undefined ? {} : { left }),
      };
    }
    iterations += 1;
    const { cause, proposal } = choice;
    say(session, iterations, cause, current.settings, proposal);
    const settings = withSettings(current.settings, proposal.settings);
    const finding = {
      ...findingOf(cause),
      changes: [...changesOf(plan.kubernetes, current.settings, proposal.settings)],
      predicted: estimateOf(proposal),
    };
    try {
      const label = `change-${iterations}`;
      const result = await attempt(session, label, current, settings, proposal.deploymentSeconds, random);
      tried.push({ ...finding, ...outcomeOf(result.kept), measured: measuredOf(result) });
      model.learn(result.trials);
      if (result.kept) {
        current = { settings, trials: result.trials, predicted: proposal.stages };
        failures = new Map();
      } else failures.set(cause.cause, (failures.get(cause.cause) ?? 0) + 1);
    } catch (error) {
      if (!isTrialFailure(error, signal)) throw error;
      const failed: Finding = {
        ...finding,
        outcome: "rolled-back",
        reason: "a trial with this change failed",
      };
      return { ...soFar, findings: [...tried, failed], iterations, failure: error };
    }
  }
}

/** With what somebody else could change, where Columbo knows it and must not. */
function untriedFinding(
  { kubernetes }: Session["plan"],
  settings: readonly Setting[],
  option: Option,
  refusal: string | undefined,
): Finding {
  const finding = findingOf(option.cause, reasonOf(option, refusal));
  const proposal = "block" in option ? option.block.proposal : undefined;
  if (proposal === undefined) return finding;
  const changes = [...changesOf(kubernetes, settings, proposal.settings)];
  return { ...finding, changes, predicted: estimateOf(proposal) };
}

function outcomeOf(kept: boolean): Pick<Finding, "outcome" | "reason"> {
  return kept
    ? { outcome: "kept" }
    : {
        outcome: "rolled-back",
        reason: "the trials after the change were not faster beyond their spread",
      };
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
