import { strip } from "../ini/blank.ts";

const digits = String.raw`\d+(?:_\d+)*`;
const wholeNumber = new RegExp(`^[+-]?${digits}$`);
const decimalNumber = new RegExp(
  String.raw`^[+-]?(?:${digits}(?:\.(?:${digits})?)?|\.${digits})(?:[eE][+-]?${digits})?$`,
);
const words: Readonly<Record<string, boolean>> = {
  "1": true,
  yes: true,
  true: true,
  on: true,
  "0": false,
  no: false,
  false: false,
  off: false,
};

/** As Python's int(): sign, leading zeros and underscores between digits. Undefined when it is no such text. */
export function readInt(raw: string): number | undefined {
  const text = strip(raw);
  if (!wholeNumber.test(text)) return undefined;
  const value = Number(text.replaceAll("_", ""));
  // Adding zero turns -0 into 0.
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

/** As Python's float(): also `.5`, `1e2` and `inf`; `nan` is undefined, since no range ever holds it. */
export function readFloat(raw: string): number | undefined {
  const text = strip(raw);
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (infinite !== null) return infinite[1] === "-" ? -Infinity : Infinity;
  return decimalNumber.test(text) ? Number(text.replaceAll("_", "")) : undefined;
}

/** As configparser's getboolean(): yes/no, on/off, true/false, 1/0 in any case. */
export function readBool(raw: string): boolean | undefined {
  const word = raw.toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** The parts between commas; blank parts are dropped, the others keep their blanks. Undefined if none is left. */
export function readList(raw: string): readonly string[] | undefined {
  const parts = raw.split(",").filter((part) => strip(part) !== "");
  return parts.length === 0 ? undefined : parts;
}
