import type { Rule } from "../../rules/index.ts";
import { diagnosisOf, type Diagnosis, type Judged, type Judgements } from "./diagnosis.ts";
import { known, missing, soundFacts, withFacts, type FactSet } from "./fact-set.ts";
import { judge } from "./guard.ts";

/** Judges facts by rules, as `judgeRules` does. Never rejects for what facts hold. */
export async function diagnose(rules: readonly Rule[], facts: FactSet): Promise<Diagnosis> {
  const { judged, facts: all } = await judgeRules(rules, facts);
  return diagnosisOf(judged, all);
}

/**
 * Asks every rule. Rules of the cause `none` come last, and see what the others found: as long as one of those cannot
 * tell, nobody can say that nothing holds the deployment back. Never rejects for what facts hold.
 */
export async function judgeRules(rules: readonly Rule[], facts: FactSet): Promise<Judgements> {
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
  return { judged: [...first, ...last], facts: all };
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
