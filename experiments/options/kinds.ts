import { strip } from "../ini/blank.ts";
import type { Fallback, Option } from "./option.ts";
import type { NodeGroup } from "./known.ts";
import { readBool, readFloat, readInt, readList } from "./python-values.ts";

interface Limits {
  readonly min: number;
  readonly max?: number;
}

function within(limits: Limits, value: number | undefined): number | undefined {
  if (value === undefined || value < limits.min) return undefined;
  return limits.max !== undefined && value > limits.max ? undefined : value;
}

function span(noun: string, { min, max }: Limits): string {
  return max === undefined ? `${noun} >= ${String(min)}` : `${noun} from ${String(min)} to ${String(max)}`;
}

export function int<F extends number | undefined = never>(
  limits: Limits,
  fallback: Fallback<F>,
  meaning: string,
): Option<number | F> {
  const read = (raw: string): number | undefined => within(limits, readInt(raw));
  return { type: "int", expected: span("a whole number", limits), read, fallback, meaning };
}

export function float<F extends number | undefined = never>(
  limits: Limits,
  fallback: Fallback<F>,
  meaning: string,
): Option<number | F> {
  const read = (raw: string): number | undefined => within(limits, readFloat(raw));
  return { type: "float", expected: span("a number", limits), read, fallback, meaning };
}

export function bool<F extends boolean = never>(fallback: Fallback<F>, meaning: string): Option<boolean> {
  const expected = "yes/no, on/off, true/false or 1/0";
  return { type: "bool", expected, read: readBool, fallback, meaning };
}

export function choice<const C extends string, F extends C | undefined = never>(
  choices: readonly C[],
  fallback: Fallback<F>,
  meaning: string,
): Option<C | F> {
  const expected = choices.length === 1 ? choices.join("") : `one of ${choices.join(", ")}`;
  const read = (raw: string): C | undefined => choices.find((one) => one === raw);
  return { type: "choice", expected, choices, read, fallback, meaning };
}

/** @param pattern with `expected`, what the whole text must look like; any text otherwise */
export function text<F extends string | undefined = never>(
  fallback: Fallback<F>,
  meaning: string,
  pattern?: { readonly matches: (raw: string) => boolean; readonly expected: string },
): Option<string | F> {
  const read = (raw: string): string | undefined =>
    pattern === undefined || pattern.matches(raw) ? raw : undefined;
  return { type: "text", expected: pattern?.expected ?? "any text", read, fallback, meaning };
}

const names = "names separated by commas";

/** A list as Continuum reads it: the blanks around a name are part of it. */
export function list(fallback: Fallback<readonly string[]>, meaning: string): Option<readonly string[]> {
  return { type: "list", expected: names, read: readList, fallback, meaning };
}

/** A list of Columbo's own sections: the blanks around a name do not count. */
export function trimmedList(
  fallback: Fallback<readonly string[]>,
  meaning: string,
): Option<readonly string[]> {
  const read = (raw: string): readonly string[] | undefined => readList(raw)?.map(strip);
  return { type: "list", expected: names, read, fallback, meaning };
}

const perUnit: Readonly<Record<string, number>> = { "": 1, s: 1, m: 60, h: 3600 };

/** A time in seconds, above 0: `90`, `90s`, `1.5m` or `1h`. */
export function seconds<F extends number | undefined = never>(
  fallback: Fallback<F>,
  meaning: string,
): Option<number | F> {
  const read = (raw: string): number | undefined => {
    const unit = /[smh]$/.exec(raw)?.[0] ?? "";
    const amount = raw.slice(0, raw.length - unit.length);
    const value = (readFloat(amount) ?? 0) * (perUnit[unit] ?? 1);
    return value > 0 && Number.isFinite(value) ? value : undefined;
  };
  return {
    type: "seconds",
    expected: "a time above 0, for example 90, 90s, 5m or 1h",
    read,
    fallback,
    meaning,
  };
}

/** Node kinds with their number: `kwok`, `kwok:4`, `kwok:15, real:1`. */
export function nodeGroups(
  fallback: Fallback<readonly NodeGroup[]>,
  meaning: string,
): Option<readonly NodeGroup[]> {
  const read = (raw: string): readonly NodeGroup[] | undefined => {
    const groups = raw.split(",").map(readGroup);
    const good = groups.filter((group) => group !== undefined);
    const kinds = new Set(good.map((group) => group.kind));
    return good.length === groups.length && kinds.size === good.length ? good : undefined;
  };
  const expected = "kwok, real or hollow, each once and with its number, for example kwok:4";
  return { type: "nodes", expected, read, fallback, meaning };
}

function readGroup(part: string): NodeGroup | undefined {
  const [, word, number] = /^(kwok|real|hollow)(?:\s*:\s*(\d+))?$/.exec(strip(part)) ?? [];
  const kind = (["kwok", "real", "hollow"] as const).find((one) => one === word);
  const count = number === undefined ? undefined : Number(number);
  return kind === undefined || count === 0 ? undefined : { kind, count };
}
