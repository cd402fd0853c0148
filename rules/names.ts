import {
  constants,
  findAnyConstant,
  findAnyParameter,
  parameters,
  type OwnKnowledge,
  type YamlFile,
} from "../knowledge/index.ts";
import { factKinds, findFact } from "./facts/catalogue.ts";
import type { FactKind } from "./facts/fact-kind.ts";
import { ownFacts } from "./facts/own.ts";

/** The names that rules may use: Columbo's own, and those of parameters and facts that a user described. */
export interface RuleNames {
  readonly factIds: readonly string[];
  /** Of parameters and constants. */
  readonly limitIds: readonly string[];
  readonly findFact: (id: string) => FactKind | undefined;
  readonly isParameter: (id: string) => boolean;
  readonly isConstant: (id: string) => boolean;
}

/** A rule file with the names that it may use. */
export type RuleFile = YamlFile & { readonly names: RuleNames };

/**
 * Columbo's own names, and those of `own`.
 * @param described facts that a user described
 */
export function ruleNames(own?: OwnKnowledge, described: readonly FactKind[] = []): RuleNames {
  const facts = new Map([...ownFacts(own), ...described].map((kind) => [kind.id, kind]));
  const limits = [...(own?.parameters ?? []), ...(own?.constants ?? [])];
  return {
    factIds: [...factKinds.map(({ id }) => id), ...facts.keys()],
    limitIds: [...parameters, ...constants, ...limits].map(({ id }) => id),
    findFact: (id) => findFact(id) ?? facts.get(id),
    isParameter: (id) => findAnyParameter(id, own) !== undefined,
    isConstant: (id) => findAnyConstant(id, own) !== undefined,
  };
}
