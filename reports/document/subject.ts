import {
  findOwnParameter,
  findParameter,
  stages,
  type Component,
  type OwnKnowledge,
  type OwnParameter,
  type Parameter,
  type ParameterValue,
  type StageId,
} from "../../knowledge/index.ts";
import type { Finding, Phase, Result, StageResult, StoredRun } from "../../engine/store/stored-run.ts";
import type { SettingOf } from "../fragments/settings.ts";

/** A setting that was changed and kept, over all iterations. */
export interface KeptChange {
  readonly id: string;
  /** Undefined when this version of Columbo does not know it (any more). */
  readonly parameter: Parameter | undefined;
  /** What the user's own files say of it, where it is theirs. */
  readonly own: OwnParameter | undefined;
  /** The value before the first change of it, and after the last. */
  readonly from: ParameterValue;
  readonly to: ParameterValue;
}

/** A run with what every part of the report asks of it. */
export interface Subject {
  readonly run: StoredRun;
  readonly result: Result;
  /** What is counted: "pod", or "container" where one pod holds them all. */
  readonly noun: "pod" | "container";
  /** A rollout that somebody else made was watched: no experiment is behind it. */
  readonly isRollout: boolean;
  /** Findings whose change trials proved: Columbo's own, and those that somebody else made. */
  readonly kept: readonly Finding[];
  readonly changes: readonly KeptChange[];
  /** Changes that Columbo worked out for somebody else to make. */
  readonly recommended: readonly KeptChange[];
  /** Stages that nobody measured. */
  readonly modelled: ReadonlySet<StageId>;
}

export function subjectOf(stored: StoredRun): Subject {
  const { findings } = stored.result;
  const kept = findings.filter(({ outcome }) => outcome === "kept" || outcome === "confirmed");
  const compared = kept.length > 0 || findings.some(({ outcome }) => outcome === "not-confirmed");
  const run = compared ? stored : withoutAfter(stored);
  const phases = [run.result.baseline, run.result.final];
  return {
    run,
    result: run.result,
    noun: run.plan.workload.method === "container" ? "container" : "pod",
    isRollout: run.plan.file === "",
    kept,
    changes: keptChanges(kept, run.plan.own),
    recommended: keptChanges(
      findings.filter(({ outcome }) => outcome === "not-tried"),
      run.plan.own,
    ),
    modelled: new Set(
      stages
        .map(({ id }) => id)
        .filter((id) => phases.some((phase) => phase !== undefined && partOf(phase, id)?.modelled === true)),
    ),
  };
}

/** A stage's part of a phase; undefined where no trial showed both of its ends. */
export function partOf({ stages: parts }: Phase, id: StageId): StageResult | undefined {
  return parts[id];
}

/** Without a kept change the end is the start measured again, or the very same trials: no "after". */
function withoutAfter({ result, after: _after, ...run }: StoredRun): StoredRun {
  const { final: _final, change: _change, ...rest } = result;
  return { ...run, result: rest };
}

/** Whether the experiment keeps a cause's settings from being changed. No field says so, the reason does. */
export function isForbidden({ outcome, reason }: Finding): boolean {
  return outcome === "not-tried" && /\bexperiment (?:does not allow|forbids)\b/.test(reason ?? "");
}

function keptChanges(kept: readonly Finding[], own: OwnKnowledge | undefined): readonly KeptChange[] {
  const byId = new Map<string, KeptChange>();
  for (const { parameter: id, from, to } of kept.flatMap((finding) => finding.changes))
    byId.set(id, {
      id,
      parameter: findParameter(id),
      own: findOwnParameter(id, own),
      from: byId.get(id)?.from ?? from,
      to,
    });
  return [...byId.values()].filter((change) => change.from !== change.to);
}

/** The known changes as settings, with the new values or the old ones. */
export function settingsOf(changes: readonly KeptChange[], which: "from" | "to"): readonly SettingOf[] {
  return changes.flatMap((change) =>
    change.parameter === undefined ? [] : [{ parameter: change.parameter, value: change[which] }],
  );
}

/** The components that must restart, each once. */
export function restartsOf(changes: readonly KeptChange[]): readonly Component[] {
  const restarts = changes.flatMap(({ parameter }) => parameter?.restart ?? []);
  return [...new Set(restarts.filter((restart) => restart !== "none"))];
}
