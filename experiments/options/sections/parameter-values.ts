import {
  durationText,
  readDuration,
  readYaml,
  type Parameter,
  type ParameterValue,
} from "../../../knowledge/index.ts";
import { readBool, readFloat, readInt } from "../python-values.ts";

/** What values a parameter takes. */
type Values = Pick<Parameter, "type" | "unit" | "range" | "choices" | "holds">;

/** An amount as Kubernetes writes it, without powers of ten. */
const QUANTITY = /^\d+(?:\.\d+)?(?:m|k|[MGT]|[KMGT]i)?$/;

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
      if (parameter.holds !== undefined) return readHeld(parameter.holds, raw);
      return parameter.choices === undefined || parameter.choices.includes(raw) ? raw : undefined;
  }
}

/** Maps and lists are written anew as JSON, so that equal ones are equal texts. */
function readHeld(holds: NonNullable<Values["holds"]>, raw: string): string | undefined {
  if (holds === "quantity") return QUANTITY.test(raw) ? raw : undefined;
  const { value, faults } = readYaml("", raw);
  if (faults.length > 0 || typeof value !== "object" || value === null) return undefined;
  return Array.isArray(value) === (holds === "list") ? JSON.stringify(value) : undefined;
}

function inRange({ range }: Values, value: number | undefined): number | undefined {
  if (value === undefined || !Number.isFinite(value)) return undefined;
  return range !== undefined && (value < range.min || value > range.max) ? undefined : value;
}

const held = {
  quantity: "an amount of Kubernetes', for example 500m, 2 or 64Mi",
  map: 'a map as JSON or YAML, for example {"disk":"fast"}',
  list: 'a list as JSON or YAML, for example [{"maxSkew":1}]',
};

/** What a parameter takes, as the noun phrase after "expected". */
export function expectedOf({ type, range, choices, unit, holds }: Values): string {
  if (holds !== undefined) return held[holds];
  if (choices !== undefined) return `one of ${choices.join(", ")}`;
  if (type === "boolean") return "yes/no, on/off, true/false or 1/0";
  if (type === "string") return "any text";
  const shown = type === "duration" ? durationText : String;
  const span = range === undefined ? "" : ` from ${shown(range.min)} to ${shown(range.max)}`;
  if (type === "duration") return `a duration${span}, for example 100ms or 1.5s`;
  const noun = type === "integer" ? "a whole number" : "a number";
  return `${noun}${span}${unit === "" ? "" : ` (${unit})`}`;
}
