export { checkRules, type ExampleResult, type RuleCheck } from "./check-rules.ts";
export { accountsOf, type Account, type AccountedFact } from "./account.ts";
export type { AccountedCondition } from "./account-conditions.ts";
export { diagnose, judgeRules } from "./diagnose.ts";
export type { DiagnosedCause, Diagnosis } from "./diagnosis.ts";
export type { Fact, FactSet } from "./fact-set.ts";
export { FactError, factsOf } from "./facts-of.ts";
export type { FactContext } from "./trial-view.ts";
