import { stages, type ParameterValue, type StageId } from "../../knowledge/index.ts";
import { createRandom } from "../model/index.ts";
import type { Phase, StoredRun } from "../store/index.ts";
import { compareTrials, type Comparison } from "../tune/index.ts";
import { hindrances } from "./comparable.ts";

/** One of the two runs, as the comparison shows it. */
export interface ComparedRun {
  readonly folder: string;
  readonly experiment: string;
  readonly kubernetes: string;
  readonly provider: string;
  readonly startedAt: string;
  readonly verdict: string;
}

/** Trials of one run against those of the other. */
export interface ComparedPhase {
  readonly a: Phase["deploymentSeconds"];
  readonly b: Phase["deploymentSeconds"];
  readonly comparison: Comparison;
  /**
   * What the trials show of B against A. "no-difference-shown" does not mean that there is none; "not-all-ran": in one of
   * the runs not all containers ran, so that its times are lower bounds, which nothing is concluded from.
   */
  readonly shown: "faster" | "slower" | "no-difference-shown" | "not-all-ran";
  /** Seconds of the last container, of those stages that either run shows. */
  readonly stages: readonly { readonly stage: StageId; readonly a?: number; readonly b?: number }[];
}

/** Two runs side by side. */
export interface ComparedRuns {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  /** Why they are not comparable; none when they are. */
  readonly hindrances: readonly string[];
  /** Values at the end that are not the same; an absent one is the default. */
  readonly settings: readonly {
    readonly parameter: string;
    readonly a?: ParameterValue;
    readonly b?: ParameterValue;
  }[];
  readonly baseline?: ComparedPhase;
  /** Of a run that kept no change the baseline is its last state. */
  readonly final?: ComparedPhase;
  readonly causes: readonly { readonly cause: string; readonly a: string; readonly b: string }[];
}

/** Holds two runs against each other by the statistics that changes are proved with. */
export function compareRuns(a: StoredRun, b: StoredRun): ComparedRuns {
  const baseline = comparedPhase(a.result.baseline, b.result.baseline, a.plan.tuning.seed);
  const final = comparedPhase(lastOf(a), lastOf(b), a.plan.tuning.seed);
  return {
    a: runOf(a),
    b: runOf(b),
    hindrances: hindrances(a, b),
    settings: settingsOf(a, b),
    ...(baseline === undefined ? {} : { baseline }),
    ...(final === undefined ? {} : { final }),
    causes: causesOf(a, b),
  };
}

function runOf({ folder, result }: StoredRun): ComparedRun {
  const { experiment, kubernetes, provider, verdict, environment } = result;
  return { folder, experiment, kubernetes, provider, verdict, startedAt: environment.startedAt };
}

function lastOf({ result }: StoredRun): Phase | undefined {
  return result.final ?? result.baseline;
}

function comparedPhase(a: Phase | undefined, b: Phase | undefined, seed: number): ComparedPhase | undefined {
  if (a === undefined || b === undefined) return undefined;
  const [one, other] = [a.deploymentSeconds, b.deploymentSeconds];
  if (one.trials.length === 0 || other.trials.length === 0) return undefined;
  const comparison = compareTrials(one.trials, other.trials, createRandom(seed));
  return {
    a: one,
    b: other,
    comparison,
    shown: a.incomplete === undefined && b.incomplete === undefined ? shownBy(comparison) : "not-all-ran",
    stages: stages.flatMap(({ id }) => {
      const [before, after] = [a.stages[id]?.median, b.stages[id]?.median];
      return before === undefined && after === undefined
        ? []
        : [{ stage: id, ...optional("a", before), ...optional("b", after) }];
    }),
  };
}

function shownBy({ better, worse }: Comparison): ComparedPhase["shown"] {
  if (better) return "faster";
  return worse ? "slower" : "no-difference-shown";
}

function settingsOf(a: StoredRun, b: StoredRun): ComparedRuns["settings"] {
  const [one, other] = [a, b].map(
    ({ result }) => new Map(result.settings.map(({ parameter, value }) => [parameter, value])),
  );
  const names = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...names]
    .filter((name) => one?.get(name) !== other?.get(name))
    .toSorted()
    .map((parameter) => ({
      parameter,
      ...optional("a", one?.get(parameter)),
      ...optional("b", other?.get(parameter)),
    }));
}

function causesOf(a: StoredRun, b: StoredRun): ComparedRuns["causes"] {
  const names = new Set([...a.result.findings, ...b.result.findings].map(({ cause }) => cause));
  return [...names].map((cause) => ({ cause, a: verdictOn(cause, a), b: verdictOn(cause, b) }));
}

/** What a run says of a cause: what became of it, or that it was ruled out, or could not be told. */
function verdictOn(cause: string, { result }: StoredRun): string {
  const found = result.findings.filter((finding) => finding.cause === cause);
  if (found.length > 0) return [...new Set(found.map(({ outcome }) => outcome))].join(", ");
  if (result.ruledOut.some((one) => one.cause === cause)) return "ruled out";
  return result.cannotTell.some((one) => one.cause === cause) ? "cannot tell" : "not found";
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
