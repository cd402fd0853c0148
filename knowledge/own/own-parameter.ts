import type { PathExtension } from "../paths/extension.ts";
import type { PointId } from "../stages/point.ts";
import type { StageId } from "../stages/stages.ts";

/** A number, or how it follows from other numbers, for example `min(value, 2 * my-operator.burst)`. */
export type FormulaText = number | string;

interface Placed {
  /** Unique among all mechanisms; the id of its parameter unless the file names it. */
  readonly name: string;
  /** Pods pass it right before they reach this point. */
  readonly before: PointId;
  readonly per: PathExtension["per"];
}

/** What holds pods up, with its numbers as formulas. A serial loop is a worker pool of one. */
export type OwnMechanism =
  | (Placed & { readonly kind: "token-bucket"; readonly rate: FormulaText; readonly burst: FormulaText })
  | (Placed & { readonly kind: "worker-pool"; readonly workers: FormulaText; readonly seconds: FormulaText })
  | (Placed & { readonly kind: "serial-loop"; readonly seconds: FormulaText })
  | (Placed & { readonly kind: "delay"; readonly seconds: FormulaText })
  | (Placed & { readonly kind: "polling-period"; readonly seconds: FormulaText });

/** The numbers that a mechanism is made of. */
export type OwnRole = "rate" | "burst" | "workers" | "seconds";

/** A parameter that a user described: of an operator, a network plugin, whatever pods wait for. */
export interface OwnParameter {
  /** `<component>.<name>`, as it stands in `[kubernetes]`, in rules and in formulas. */
  readonly id: string;
  readonly component: string;
  readonly title: string;
  readonly type: "integer" | "number" | "duration";
  /** For example requests/s; s for a duration. */
  readonly unit: string;
  /** A duration is a text such as "200ms". */
  readonly default: number | string;
  /** Seconds for a duration. */
  readonly range: { readonly min: number; readonly max: number };
  readonly stages: readonly StageId[];
  /** Absent where the mechanism of another one uses it. */
  readonly mechanism?: OwnMechanism;
  /** The effect, for people. */
  readonly formula: string;
  readonly goesWith: readonly string[];
  readonly risk: string;
  /** What must be restarted for a new value, for people. */
  readonly restart: string;
  /** How somebody sets it, a sentence. */
  readonly set: string;
  readonly source: string;
}

/** A bound of the user's that cannot be set. */
export interface OwnConstant {
  readonly id: string;
  readonly component: string;
  readonly title: string;
  readonly unit: string;
  readonly value: FormulaText;
  readonly stages: readonly StageId[];
  /** Absent where the mechanism of another one uses it. */
  readonly mechanism?: OwnMechanism;
  readonly formula: string;
  readonly source: string;
}

/** What the files that an experiment names describe; JSON-serialisable. */
export interface OwnKnowledge {
  readonly parameters: readonly OwnParameter[];
  readonly constants: readonly OwnConstant[];
}
