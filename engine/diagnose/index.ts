export { checkRules, type ExampleResult, type RuleCheck } from "./check-rules.ts";
export { diagnose, type DiagnosedCause, type Diagnosis } from "./diagnose.ts";
export type { Fact, FactSet } from "./fact-set.ts";
export { FactError, factsOf } from "./facts-of.ts";
export type { FactContext } from "./trial-view.ts";
