export type FactValue = number | string;

export type FactUnit =
  | "s"
  /** A part of a whole, 0 to 1. */
  | "share"
  /** How many times one number is another. */
  | "ratio"
  | "requests/s"
  | "requests"
  | "containers"
  | "pods"
  | "Jobs"
  | "calls"
  | "causes"
  | "cores"
  | "MiB"
  /** Not a number: a name. */
  | "name"
  /** Of a parameter that a user described: whatever its file says. */
  | (string & Record<never, never>);

/** What rules may ask for: a number (or a name) with a unit and a meaning. */
export interface FactKind {
  readonly id: string;
  readonly unit: FactUnit;
  readonly meaning: string;
  /** What takes the whole of a deployment keeps it from its end: it comes before whatever makes it slow. */
  readonly keepsFromEnd?: true;
}

/** The type of a fact's value, which its unit decides. */
export function typeOf({ unit }: FactKind): "number" | "string" {
  return unit === "name" ? "string" : "number";
}

/** Why `value` cannot be a value of this fact; undefined when it can. Numbers are never read from strings. */
export function faultOfValue(kind: FactKind, value: unknown): string | undefined {
  const found = typeof value === "string" ? JSON.stringify(value) : String(value);
  if (kind.unit === "name")
    return typeof value === "string" ? undefined : `expected a name in quotes, found ${found}`;
  if (typeof value !== "number" || !Number.isFinite(value))
    return `expected a number (unit ${kind.unit}), found ${found}`;
  if (value < 0) return `expected a number from 0 on (unit ${kind.unit}), found ${found}`;
  if (kind.unit === "share" && value > 1) return `expected a share from 0 to 1, found ${found}`;
  return undefined;
}
