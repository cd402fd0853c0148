import { stages, type StageId } from "../../knowledge/index.ts";
import { ruleNames, type Rule } from "../../rules/index.ts";
import type { Evidence, Result } from "../store/stored-run.ts";
import { closeness } from "./closeness.ts";
import type { FactSet } from "./fact-set.ts";
import type { Judgement } from "./guard.ts";
import { decisive, evidenceOf, filled, inWords, type JudgedGroup } from "./judged.ts";

/** A cause that a rule found. */
export interface DiagnosedCause {
  readonly cause: string;
  readonly stage: StageId;
  readonly rule: string;
  readonly title: string;
  /** Seconds of the deployment that it explains. */
  readonly explainsSeconds: number;
  /** Their share of the deployment time. */
  readonly share: number;
  readonly evidence: readonly Evidence[];
  readonly advice: string;
  /** Parameters to be changed; empty when nothing can be set. */
  readonly suggests: readonly string[];
  /** The causes that come nearest to being found as well, of those that could have looked like this one. */
  readonly considered: readonly Considered[];
}

/** A cause that was looked at, and what rules it out. */
export interface Considered {
  readonly cause: string;
  readonly why: string;
}

/**
 * What the rules say about facts. `findings` is in the order of what they explain, the greatest first; `ruledOut` in that
 * of how near each came to being found.
 */
export interface Diagnosis {
  readonly findings: readonly DiagnosedCause[];
  readonly ruledOut: Result["ruledOut"];
  readonly cannotTell: Result["cannotTell"];
}

/** Each rule with what it says. */
export type Judged = readonly (readonly [Rule, Judgement])[];

/** Every rule with what it says, and the facts that it was asked about. */
export interface Judgements {
  readonly judged: Judged;
  readonly facts: FactSet;
}

/** Causes named beside a finding: more would hide the nearest. */
const mostConsidered = 3;

/** The judgements of rules as a diagnosis. */
export function diagnosisOf(judged: Judged, facts: FactSet): Diagnosis {
  const found = judged.flatMap(([rule, judgement]) =>
    judgement.verdict === "fires" ? [{ rule, conditions: judgement.conditions }] : [],
  );
  // Two rules may look for one cause in different ways: it is ruled out only when no rule finds it.
  const causes = new Set(found.map(({ rule }) => rule.cause));
  const others = judged.filter(([{ cause }]) => !causes.has(cause));
  const out = others
    .flatMap(([rule, judgement]) =>
      judgement.verdict === "does-not-fire" ? [{ rule, ...reasonOf(judgement.conditions, facts) }] : [],
    )
    .toSorted((a, b) => b.near - a.near || (a.rule.name < b.rule.name ? -1 : 1));
  const byWeight = (a: DiagnosedCause, b: DiagnosedCause): number =>
    b.explainsSeconds - a.explainsSeconds || (a.rule < b.rule ? -1 : 1);
  const all = found.map(({ rule, conditions }) => ({
    keepsFromEnd: keepsFromEnd(rule, facts),
    finding: findingOf(rule, conditions, facts, out),
  }));
  const findings = all
    .toSorted((a, b) => Number(b.keepsFromEnd) - Number(a.keepsFromEnd) || byWeight(a.finding, b.finding))
    .map(({ finding }) => finding);
  return {
    findings,
    ruledOut: out.map(({ rule: { cause }, why, evidence }) => ({ cause, why, evidence })),
    cannotTell: others.flatMap(([{ cause }, judgement]) =>
      judgement.verdict === "cannot-tell" ? [{ cause, missing: [...judgement.missing] }] : [],
    ),
  };
}

/** Whether not all containers ran for what this rule found: without it there would be a deployment time to speak of. */
function keepsFromEnd({ explains = "" }: Rule, { known, names = ruleNames() }: FactSet): boolean {
  const whole = known.get("deployment.seconds")?.value;
  return (
    names.findFact(explains)?.keepsFromEnd === true &&
    known.get("deployment.unfinished-containers")?.value !== 0 &&
    known.get(explains)?.value === whole
  );
}

interface RuledOut {
  readonly rule: Rule;
  readonly why: string;
  readonly evidence: Evidence[];
  readonly near: number;
}

function reasonOf(conditions: JudgedGroup, facts: FactSet): Omit<RuledOut, "rule"> {
  const failing = decisive(conditions);
  const why = failing.map((comparison) => inWords(comparison, facts)).join("; ");
  return { why, evidence: evidenceOf(failing, facts), near: closeness(conditions) };
}

function findingOf(
  rule: Rule,
  conditions: JudgedGroup,
  facts: FactSet,
  out: readonly RuledOut[],
): DiagnosedCause {
  const { cause, title, advice, suggests, name } = rule;
  const number = (id: string | undefined): number => Number(facts.known.get(id ?? "")?.value ?? 0);
  const explained = number(rule.explains);
  const whole = number("deployment.seconds");
  const stage = stageOfRule(rule, facts);
  return {
    cause,
    stage,
    rule: name,
    title: filled(title, facts),
    explainsSeconds: explained,
    share: whole > 0 ? Math.min(1, explained / whole) : 0,
    evidence: evidenceOf(decisive(conditions), facts, rule.shows),
    advice: filled(advice, facts),
    suggests: suggests.map((id) => filled(id, facts)),
    considered: out
      .filter((other) => other.rule.cause !== "none" && stageOfRule(other.rule, facts) === stage)
      .slice(0, mostConsidered)
      .map((other) => ({ cause: other.rule.cause, why: other.why })),
  };
}

/** The stage that a rule is about; where that is the longest one, the one that it was. */
export function stageOfRule({ stage }: Rule, facts: FactSet): StageId {
  const id = stage === "longest" ? facts.known.get("stages.longest")?.value : stage;
  return stages.find((candidate) => candidate.id === id)?.id ?? "S1";
}
