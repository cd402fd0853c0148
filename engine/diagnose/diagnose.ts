import { stages, type StageId } from "../../knowledge/index.ts";
import type { Rule } from "../../rules/index.ts";
import type { Evidence, Result } from "../store/stored-run.ts";
import { known, missing, soundFacts, withFacts, type FactSet } from "./fact-set.ts";
import { judge, type Judgement } from "./guard.ts";
import { decisive, evidenceOf, filled, inWords } from "./judged.ts";

/** A cause that a rule found. */
export interface DiagnosedCause {
  readonly cause: string;
  readonly stage: StageId;
  readonly rule: string;
  readonly title: string;
  /** Seconds of the deployment that it explains. */
  readonly explainsSeconds: number;
  readonly evidence: readonly Evidence[];
  readonly advice: string;
  /** Parameters to be changed; empty when nothing can be set. */
  readonly suggests: readonly string[];
}

/** What the rules say about facts. `findings` is in the order of what they explain, the greatest first. */
export interface Diagnosis {
  readonly findings: readonly DiagnosedCause[];
  readonly ruledOut: Result["ruledOut"];
  readonly cannotTell: Result["cannotTell"];
}

type Judged = readonly (readonly [Rule, Judgement])[];

/**
 * Judges facts by rules. Rules of the cause `none` come last, and see what the others found: as long as one of
 * those cannot tell, nobody can say that nothing holds the deployment back. Never rejects for what facts hold.
 */
export async function diagnose(rules: readonly Rule[], facts: FactSet): Promise<Diagnosis> {
  const sound = soundFacts(facts);
  const first = await judgeAll(
    rules.filter(({ cause }) => cause !== "none"),
    sound,
  );
  const found = diagnosisOf(first, sound);
  const all = withFindings(sound, found);
  const last = await judgeAll(
    rules.filter(({ cause }) => cause === "none"),
    all,
  );
  return diagnosisOf([...first, ...last], all);
}

async function judgeAll(rules: readonly Rule[], facts: FactSet): Promise<Judged> {
  return Promise.all(rules.map(async (rule) => [rule, await judge(rule, facts)] as const));
}

function withFindings(facts: FactSet, { findings, cannotTell }: Diagnosis): FactSet {
  if (cannotTell.length > 0) {
    const open = missing(`not judged: ${cannotTell.map(({ cause }) => cause).join(", ")}`);
    return withFacts(facts, { "findings.count": open, "findings.explained-seconds": open });
  }
  const explained = Math.max(0, ...findings.map(({ explainsSeconds }) => explainsSeconds));
  return withFacts(facts, {
    "findings.count": known(findings.length, "the other rules"),
    "findings.explained-seconds": known(explained, "the other rules"),
  });
}

function diagnosisOf(judged: Judged, facts: FactSet): Diagnosis {
  const findings = judged
    .flatMap(([rule, judgement]) =>
      judgement.verdict === "fires" ? [findingOf(rule, judgement, facts)] : [],
    )
    .sort((a, b) => b.explainsSeconds - a.explainsSeconds || (a.rule < b.rule ? -1 : 1));
  // Two rules may look for one cause in different ways: it is ruled out only when no rule finds it.
  const causes = new Set(findings.map(({ cause }) => cause));
  const others = judged.filter(([{ cause }]) => !causes.has(cause));
  return {
    findings,
    ruledOut: others.flatMap(([{ cause }, judgement]) => {
      if (judgement.verdict !== "does-not-fire") return [];
      const failing = decisive(judgement.conditions);
      const why = failing.map((comparison) => inWords(comparison, facts)).join("; ");
      return [{ cause, why, evidence: evidenceOf(failing, facts) }];
    }),
    cannotTell: others.flatMap(([{ cause }, judgement]) =>
      judgement.verdict === "cannot-tell" ? [{ cause, missing: [...judgement.missing] }] : [],
    ),
  };
}

function findingOf(
  rule: Rule,
  judgement: Extract<Judgement, { readonly verdict: "fires" | "does-not-fire" }>,
  facts: FactSet,
): DiagnosedCause {
  const { cause, title, advice, suggests, name } = rule;
  const explained = rule.explains === undefined ? 0 : Number(facts.known.get(rule.explains)?.value ?? 0);
  return {
    cause,
    stage: stageOfRule(rule, facts),
    rule: name,
    title: filled(title, facts),
    explainsSeconds: explained,
    evidence: evidenceOf(decisive(judgement.conditions), facts, rule.shows),
    advice: filled(advice, facts),
    suggests,
  };
}

function stageOfRule({ stage }: Rule, facts: FactSet): StageId {
  const id = stage === "longest" ? facts.known.get("stages.longest")?.value : stage;
  return stages.find((candidate) => candidate.id === id)?.id ?? "S1";
}
