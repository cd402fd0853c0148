export { faultText } from "../knowledge/index.ts";
export { RuleError, type RuleFault } from "./errors.ts";
export { factKinds } from "./facts/catalogue.ts";
export { faultOfValue, type FactUnit, type FactValue } from "./facts/fact-kind.ts";
export { loadRules, readRules } from "./load.ts";
export { ruleNames, type RuleNames } from "./names.ts";
export { ownFactIds } from "./facts/own.ts";
export { shippedRules } from "./package-root.ts";
export { factsUsedBy, type ConditionGroup, type Rule, type RuleExample } from "./rule.ts";
