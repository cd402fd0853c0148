import { faultOfValue, ruleNames, type FactUnit, type FactValue, type RuleNames } from "../../rules/index.ts";

/** A named value with its unit and what it was computed from. */
export interface Fact {
  readonly id: string;
  readonly value: FactValue;
  readonly unit: FactUnit;
  /** One phrase. */
  readonly origin: string;
}

/** What is known of one or more trials. A fact that is in neither map was never asked for. */
export interface FactSet {
  readonly known: ReadonlyMap<string, Fact>;
  /** Facts that could not be computed, with the reason. */
  readonly missing: ReadonlyMap<string, string>;
  /** The facts that there are; absent = Columbo's own. */
  readonly names?: RuleNames;
}

const columbosOwn = ruleNames();

/** What the computation of a fact came to. */
export type Reading = { readonly value: FactValue; readonly origin: string } | { readonly missing: string };

/** Readings by fact id. */
export type Readings = Readonly<Record<string, Reading>>;

export function known(value: FactValue, origin: string): Reading {
  return { value, origin };
}

export function missing(why: string): Reading {
  return { missing: why };
}

/** The number of a reading; 0 where it is missing or no number. */
export function numberIn(reading: Reading): number {
  return "missing" in reading || typeof reading.value !== "number" ? 0 : reading.value;
}

/** The same for several facts, whose ids begin with `prefix`. */
export function readingOf(reading: Reading, ids: readonly string[], prefix = ""): Readings {
  return Object.fromEntries(ids.map((id) => [`${prefix}${id}`, reading]));
}

/** Turns the number of a reading into another; a missing one stays missing. */
export function derived(reading: Reading, compute: (value: number) => number, origin: string): Reading {
  return "missing" in reading || typeof reading.value !== "number"
    ? reading
    : known(compute(reading.value), origin);
}

/**
 * A fact set from readings. Whatever a fact of that kind cannot be (NaN, null, a number in quotes) becomes a
 * missing fact: the rule engine would compare it without a word.
 * @throws TypeError when a fact is not in the catalogue.
 */
export function factSet(readings: Readings, names: RuleNames = columbosOwn): FactSet {
  const values = new Map<string, Fact>();
  const absent = new Map<string, string>();
  for (const [id, reading] of Object.entries(readings)) {
    const kind = names.findFact(id);
    if (kind === undefined) throw new TypeError(`no fact ${id} in the catalogue`);
    if ("missing" in reading) absent.set(id, reading.missing);
    else {
      const fault = faultOfValue(kind, reading.value);
      if (fault === undefined) values.set(id, { id, unit: kind.unit, ...reading });
      else absent.set(id, fault);
    }
  }
  return { known: values, missing: absent, names };
}

/** The same facts with some more or with others instead. */
export function withFacts(facts: FactSet, readings: Readings): FactSet {
  const more = factSet(readings, facts.names);
  const left = [...facts.known].filter(([id]) => !more.missing.has(id));
  const absent = [...facts.missing].filter(([id]) => !more.known.has(id));
  return {
    ...more,
    known: new Map([...left, ...more.known]),
    missing: new Map([...absent, ...more.missing]),
  };
}

/** The facts that may be judged: whatever does not fit its kind is moved to the missing ones. */
export function soundFacts({ known: values, missing: absent, names = columbosOwn }: FactSet): FactSet {
  const readings: Record<string, Reading> = {};
  for (const [id, why] of absent) if (names.findFact(id) !== undefined) readings[id] = missing(why);
  for (const [id, { value, origin }] of values)
    if (names.findFact(id) !== undefined) readings[id] = known(value, origin);
  return factSet(readings, names);
}
