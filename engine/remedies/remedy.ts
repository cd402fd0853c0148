import type { Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import type { FactSet } from "../diagnose/index.ts";
import type { TrialRecord } from "../trial/index.ts";

/** What a value is worked out from. */
export interface RemedyContext {
  readonly plan: Plan;
  /** The values that differ from the defaults now. */
  readonly settings: readonly Setting[];
  /** The trial of median deployment time under them. */
  readonly trial: TrialRecord;
  readonly facts: FactSet;
  /** The cause whose rule suggests the parameter. */
  readonly cause: string;
}

/** A value that the evidence asks for. */
export interface Remedied {
  /** The parameter's new value, with those of others that must go with it. */
  readonly settings: readonly Setting[];
  /** What the cluster has, where that is neither set nor the version's default. */
  readonly before?: readonly Setting[];
  /** How the value follows from what was measured, one sentence. */
  readonly why: string;
}

/**
 * Values for a parameter whose mechanism the simulation does not have: they follow from what was measured, such as a
 * memory limit from the measured peak.
 */
export interface Remedy {
  /** The parameter's name; * stands for what differs among parameters of a kind, such as a priority level's name. */
  readonly parameter: string;
  /** The value that is worth a try first, and others in case it does not prove itself; or one reason why there is none. */
  values(context: RemedyContext): readonly (Remedied | { readonly reason: string })[];
}
