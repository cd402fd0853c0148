export { faultText, RuleError, type RuleFault } from "./errors.ts";
export { factKinds, findFact } from "./facts/catalogue.ts";
export { faultOfValue, typeOf, type FactKind, type FactUnit, type FactValue } from "./facts/fact-kind.ts";
export { loadRules, readRules, type RuleFiles } from "./load.ts";
export { shippedRules } from "./package-root.ts";
export {
  factsUsedBy,
  partsOf,
  type Comparison,
  type Condition,
  type ConditionGroup,
  type Rule,
  type RuleExample,
} from "./rule.ts";
