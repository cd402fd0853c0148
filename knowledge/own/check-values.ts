import { readDuration } from "../duration.ts";
import type { YamlFault } from "../yaml/index.ts";
import type { Draft } from "./draft.ts";
import type { WrittenParameter } from "./schema.ts";

/** What a parameter can be set to, as numbers; seconds for a duration. */
export interface Span {
  readonly min: number;
  readonly max: number;
  readonly default: number;
  /** Whole numbers alone. */
  readonly whole: boolean;
}

type Value = number | string;

const nouns = {
  integer: "a whole number",
  number: "a number",
  duration: 'a duration such as "200ms"',
};

/** Faults of the default and of the range of a parameter. */
export function checkValues({ fault, ...draft }: Draft): readonly YamlFault[] {
  if (draft.kind !== "parameter") return [];
  const { type, range } = draft.written;
  const given: readonly (readonly [path: readonly string[], value: Value])[] = [
    [["default"], draft.written.default],
    [["range", "min"], range.min],
    [["range", "max"], range.max],
  ];
  const wrong = given.filter(([, value]) => numberOf(type, value) === undefined);
  if (wrong.length > 0)
    return wrong.map(([path, value]) =>
      fault(
        path,
        `expected ${nouns[type]} from 0 on, since the type is ${type}, found ${JSON.stringify(value)}`,
      ),
    );
  const span = spanOf(draft.written);
  if (span.min >= span.max)
    return [fault(["range"], `expected min below max, found ${range.min} and ${range.max}`)];
  if (span.default >= span.min && span.default <= span.max) return [];
  return [
    fault(
      ["default"],
      `expected a value from ${range.min} to ${range.max}, its range, found ${draft.written.default}`,
    ),
  ];
}

/** The numbers of a parameter whose values were checked. */
export function spanOf({ type, range, ...written }: WrittenParameter): Span {
  const of = (value: Value): number => numberOf(type, value) ?? 0;
  return { min: of(range.min), max: of(range.max), default: of(written.default), whole: type === "integer" };
}

function numberOf(type: WrittenParameter["type"], value: Value): number | undefined {
  if ((typeof value === "string") !== (type === "duration")) return undefined;
  const number = typeof value === "string" ? readDuration(value) : value;
  if (number === undefined || !Number.isFinite(number) || number < 0) return undefined;
  return type === "integer" && !Number.isInteger(number) ? undefined : number;
}
