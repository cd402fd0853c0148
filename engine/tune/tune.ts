import type { Rule } from "../../rules/index.ts";
import type { DiagnosedCause, Diagnosis } from "../diagnose/index.ts";
import { createRandom } from "../model/index.ts";
import type { Finding } from "../store/index.ts";
import { attempt, confirm, withSettings } from "./attempt.ts";
import type { Budget } from "./budget.ts";
import { changedFinding, untriedFinding } from "./finding.ts";
import { createHistory, isWorthAnother } from "./history.ts";
import { judge } from "./judge.ts";
import type { Measured } from "./measured.ts";
import { leftCause, optionFor, type LeftCause } from "./options.ts";
import { proposer } from "./proposals.ts";
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
  /** What a reader must know of how the changes were measured. */
  readonly notes: readonly string[];
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
  const history = createHistory(baseline);
  let iterations = 0;
  for (;;) {
    emit({ type: "step", text: "judging the trials" });
    const current = history.current();
    const { findings, ruledOut, cannotTell, facts } = await judge(plan, rules, model, current);
    const propose = proposer(plan, model, current, facts);
    const options = findings.map((cause) =>
      optionFor(cause, propose(cause), history.rolledBack(cause.cause)),
    );
    const choice = options.find((option) => "proposal" in option);
    const refusal =
      choice && budget.refusal(iterations, choice.proposal.deploymentSeconds * plan.tuning.repeats);
    const next = refusal === undefined ? choice : undefined;
    const kept = history.lastKept();
    let finding: Finding | undefined;
    try {
      if (next !== undefined) {
        iterations += 1;
        finding = changedFinding(plan, current.settings, next);
        say(session, iterations, next.cause, finding);
        const { settings, deploymentSeconds, stages } = next.proposal;
        const request = {
          label: `change-${String(iterations)}`,
          before: current,
          settings: withSettings(current.settings, settings),
          expectedSeconds: deploymentSeconds,
          runNoise: history.noise(),
          hasTimeFor: (seconds: number) => budget.hasTimeFor(seconds),
        };
        const result = await attempt(session, request, random);
        history.add({ finding, predicted: stages }, result);
        model.learn(result.trials);
        continue;
      }
      if (kept !== undefined && isWorthAnother(plan, history, kept, budget)) {
        history.renew(await confirm(session, kept, random));
        model.learn(history.current().trials);
        continue;
      }
    } catch (error) {
      if (!isTrialFailure(error, signal)) throw error;
      const failed = finding && {
        ...finding,
        outcome: "rolled-back" as const,
        reason: "a trial with this change failed",
      };
      return {
        ruledOut,
        cannotTell,
        final: current,
        findings: [...history.findings(), ...(failed ? [failed] : [])],
        iterations,
        notes: history.notes(),
        failure: error,
      };
    }
    const untried = options
      .filter(({ cause }) => history.rolledBack(cause.cause) === 0)
      .map((option) => untriedFinding(plan, current.settings, option, refusal));
    const left = leftCause(options, refusal);
    return {
      ruledOut,
      cannotTell,
      final: current,
      findings: [...history.findings(), ...untried],
      iterations,
      notes: history.notes(),
      ...(left === undefined ? {} : { left }),
    };
  }
}

function say({ emit }: Session, iteration: number, cause: DiagnosedCause, { changes }: Finding): void {
  emit({ type: "phase", text: `Change ${String(iteration)}: ${cause.cause} (${cause.title})` });
  for (const { parameter, from, to } of changes)
    emit({ type: "note", text: `${parameter} ${from} -> ${to}` });
}
