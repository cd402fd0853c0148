import type { Plan } from "../../experiments/index.ts";
import type { Finding } from "../store/index.ts";
import type { Attempt } from "./attempt.ts";
import type { Budget } from "./budget.ts";
import { secondsOf, spreadOf } from "./compare.ts";
import { driftNote, outcomeOf } from "./outcome-words.ts";
import type { Measured } from "./measured.ts";
import type { ModelledStages } from "./phase.ts";
import { measuredOf, type ProofTrials } from "./proof.ts";
import { widestSpread } from "./statistics/caution.ts";

/** A change that was tried, with what was known of it before. */
export interface Tried {
  readonly finding: Finding;
  readonly predicted: ModelledStages;
}

/** What the tuning has tried so far, and where that left the cluster. */
export interface History {
  /** Trials under the settings that the cluster has now. */
  current(): Measured;
  /** In the order in which they were tried. */
  findings(): readonly Finding[];
  /** How many changes for a cause were rolled back since the last one that was kept. */
  rolledBack(cause: string): number;
  /** The change that made the present settings, as long as it is the last one tried. */
  lastKept(): Attempt | undefined;
  /** Trials since the baseline. */
  trials(): number;
  /** The widest spread that trials under the same settings had, as a share of their median. */
  noise(): number;
  /** What a reader must know of how the changes were measured. */
  notes(): readonly string[];
  /** Takes in how a change turned out. */
  add(tried: Tried, attempt: Attempt): void;
  /** Takes in how the last kept change turned out with a further trial. */
  renew(attempt: Attempt): void;
}

/** A history that begins with the baseline. */
export function createHistory(baseline: Measured): History {
  const done: { tried: Tried; attempt: Attempt }[] = [];
  let failures = new Map<string, number>();
  let current = baseline;

  const add = (tried: Tried, attempt: Attempt): void => {
    const { cause } = tried.finding;
    done.push({ tried, attempt });
    if (attempt.kept) {
      current = { settings: attempt.settings, trials: attempt.trials, predicted: tried.predicted };
      failures = new Map();
    } else {
      current = attempt.before;
      failures.set(cause, (failures.get(cause) ?? 0) + 1);
    }
  };
  return {
    current: () => current,
    findings: () =>
      done.map(({ tried: { finding }, attempt }) => ({
        ...finding,
        ...outcomeOf(attempt),
        measured: measuredOf(proofTrialsOf(attempt), attempt.proof),
      })),
    rolledBack: (cause) => failures.get(cause) ?? 0,
    lastKept() {
      const last = done.at(-1)?.attempt;
      return last?.kept === true ? last : undefined;
    },
    trials: () => done.reduce((sum, { attempt: { again, trials } }) => sum + again.length + trials.length, 0),
    noise: () =>
      widestSpread(
        [baseline, ...done.flatMap(({ attempt }) => [{ trials: attempt.again }, attempt])].map(({ trials }) =>
          secondsOf(trials),
        ),
      ),
    notes: () => done.flatMap(({ tried, attempt }) => driftNote(tried.finding.cause, attempt.proof) ?? []),
    add,
    renew(attempt) {
      const last = done.pop();
      if (last === undefined) throw new TypeError("no change was tried that a further trial could be of");
      add(last.tried, attempt);
    },
  };
}

/** All trials about a change. */
function proofTrialsOf({ before, again, trials }: Attempt): ProofTrials {
  return { before: before.trials, again, after: trials };
}

/** With so many trials since the baseline a run is content, where each change was plain. */
const fewTrials = 3;

/** A single trial shows nothing of its spread, so the settings that a run ends with get at least a second one. */
export function isWorthAnother(
  { tuning }: Pick<Plan, "tuning">,
  history: History,
  { trials }: Attempt,
  budget: Budget,
): boolean {
  return (
    trials.length < tuning.repeats &&
    (trials.length < 2 || history.trials() < fewTrials) &&
    budget.hasTimeFor(spreadOf(secondsOf(trials)).median)
  );
}
