import { durationText, readDuration, type Parameter, type ParameterValue } from "../../../knowledge/index.ts";
import { readBool, readFloat, readInt } from "../python-values.ts";

/** What values a parameter takes. */
type Values = Pick<Parameter, "type" | "unit" | "range" | "choices">;

/**
 * The value of a parameter, or undefined when the text is of another type, out of range or no choice. A duration
 * is written anew, so that equal ones are equal texts.
 */
export function readParameterValue(parameter: Values, raw: string): ParameterValue | undefined {
  switch (parameter.type) {
    case "integer":
      return inRange(parameter, readInt(raw));
    case "number":
      return inRange(parameter, readFloat(raw));
    case "duration": {
      const seconds = inRange(parameter, readDuration(raw));
      return seconds === undefined ? undefined : durationText(seconds);
    }
    case "boolean":
      return readBool(raw);
    case "string":
      return parameter.choices === undefined || parameter.choices.includes(raw) ? raw : undefined;
  }
}

function inRange({ range }: Values, value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return range !== undefined && (value < range.min || value > range.max) ? undefined : value;
}

/** What a parameter takes, as the noun phrase after "expected". */
export function expectedOf({ type, range, choices, unit }: Values): string {
  if (choices !== undefined) return `one of ${choices.join(", ")}`;
  if (type === "boolean") return "yes/no, on/off, true/false or 1/0";
  if (type === "string") return "any text";
  const shown = type === "duration" ? durationText : String;
  const span = range === undefined ? "" : ` from ${shown(range.min)} to ${shown(range.max)}`;
  if (type === "duration") return `a duration${span}, for example 100ms or 1.5s`;
  const noun = type === "integer" ? "a whole number" : "a number";
  return `${noun}${span}${unit === "" ? "" : ` (${unit})`}`;
}
