import type { Diagnosis } from "../../engine/diagnose/index.ts";
import type { Result } from "../../engine/store/index.ts";
import type { Fault } from "./fault.ts";

/** What one run of a fault came to. */
export interface Scored {
  readonly fault: string;
  readonly seed: number;
  /** Whether changes were tried, or the baseline only judged. */
  readonly applied: boolean;
  /** The right causes were found in the right order, and no other before them. */
  readonly right: boolean;
  /** What was wrong, one phrase each. */
  readonly wrong: readonly string[];
  /** Causes of the baseline, the greatest first. */
  readonly found: readonly string[];
  /** Parameters that were changed and kept, or recommended. */
  readonly changed: readonly string[];
  /** Seconds before, after, and without the fault; absent where nothing was kept or nothing was expected. */
  readonly gain?: { readonly before: number; readonly after: number; readonly attainable: number };
  /** A change was kept that made the deployment slower. */
  readonly slower: boolean;
  readonly seconds: number;
}

/** What a run was like. */
export interface FaultRun {
  readonly seed: number;
  readonly applied: boolean;
  readonly result: Result;
  /** Of the baseline. */
  readonly diagnosis: Pick<Diagnosis, "findings">;
  /** Deployment time without the fault. */
  readonly attainable?: number;
  readonly seconds: number;
}

/** Holds what Columbo said of a fault against what is true. */
export function scoreOf(fault: Fault, run: FaultRun): Scored {
  const { result, diagnosis, applied } = run;
  const found = diagnosis.findings.map(({ cause }) => cause);
  const kept = result.findings.filter(({ outcome }) => outcome === "kept");
  const offered = result.findings.filter(
    ({ changes, outcome }) => changes.length > 0 && outcome !== "rolled-back",
  );
  const changed = [...new Set(offered.flatMap(({ changes }) => changes.map(({ parameter }) => parameter)))];
  const blamed = [...found, ...result.findings.map(({ cause }) => cause)];
  const wrong = [
    ...orderFaults(fault, found, result, applied),
    ...fault.refused
      .filter((cause) => found.includes(cause) || kept.some((one) => one.cause === cause))
      .map((cause) => `${cause} was blamed`),
    ...changeFaults(fault, changed, applied),
    ...Object.entries(fault.evidence ?? {}).flatMap(([fact, value]) => missingEvidence(run, fact, value)),
    ...(result.verdict === "failed" ? [`a trial failed: ${result.failure ?? ""}`] : []),
  ];
  const [before, after] = [result.baseline, result.final].map((phase) => phase?.deploymentSeconds.median);
  const { attainable } = run;
  return {
    fault: fault.name,
    seed: run.seed,
    applied,
    right: wrong.length === 0,
    wrong,
    found: [...new Set(blamed)],
    changed,
    ...(applied && attainable !== undefined && before !== undefined
      ? { gain: { before, after: after ?? before, attainable } }
      : {}),
    slower: before !== undefined && after !== undefined && after > before,
    seconds: run.seconds,
  };
}

/** The first cause must be the baseline's first; a second one may show only after the first is mended. */
function orderFaults(
  { causes: [first = "none", second] }: Fault,
  found: readonly string[],
  result: Result,
  applied: boolean,
): readonly string[] {
  const top = found[0] ?? "nothing";
  const faults = top === first ? [] : [`${top} came first`];
  if (second === undefined) return faults;
  const later = result.findings.map(({ cause }) => cause);
  return found.includes(second) || !applied || later.includes(second)
    ? faults
    : [...faults, `${second} was not found`];
}

function changeFaults({ changes }: Fault, changed: readonly string[], applied: boolean): readonly string[] {
  if (!applied) return [];
  if (changes.length === 0) return changed.map((parameter) => `${parameter} was to be changed`);
  const isExpected = changed.some((parameter) => changes.includes(parameter));
  return isExpected ? [] : [`none of ${changes.join(", ")} was changed or recommended`];
}

function missingEvidence({ diagnosis }: FaultRun, fact: string, value: string | number): readonly string[] {
  const shown = diagnosis.findings[0]?.evidence.find((one) => one.fact === fact);
  return shown?.value === value
    ? []
    : [`${fact} is ${String(shown?.value)} in the evidence, not ${String(value)}`];
}

/** The part of what could be won that was won, 1 = all of it; undefined where nothing could be. */
export function gainShare({ gain }: Scored): number | undefined {
  if (gain === undefined) return undefined;
  const { before, after, attainable } = gain;
  return before - attainable <= 0 ? undefined : (before - after) / (before - attainable);
}
