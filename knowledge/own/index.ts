export { extensionsOf } from "./extensions.ts";
export * from "./lookup.ts";
export type {
  FormulaText,
  OwnConstant,
  OwnKnowledge,
  OwnMechanism,
  OwnParameter,
  OwnRole,
} from "./own-parameter.ts";
export { searchParameters, type SearchParameter } from "./searchable.ts";
export { readOwn, type ReadOwn } from "./read.ts";
