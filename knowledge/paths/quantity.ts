import type { DerivedNumber } from "./extension.ts";

/**
 * A number in the description of a path. It is worked out once, when a simulation begins, from the limits that hold
 * and from the values that the simulation gives (calibrated times, work, counts), both by name.
 */
export type Quantity =
  | number
  /** A parameter or constant of this id. */
  | { readonly limit: string }
  /** Something measured, counted or modelled, for example "time.podCreate" in seconds or "cores". */
  | { readonly value: string }
  | { readonly sum: readonly Quantity[] }
  | { readonly product: readonly Quantity[] }
  | { readonly quotient: readonly [Quantity, Quantity] }
  /** The first less the second, but not below 0. */
  | { readonly less: readonly [Quantity, Quantity] }
  | { readonly largest: readonly Quantity[] }
  | { readonly smallest: readonly Quantity[] }
  | { readonly floor: Quantity }
  /** The second where the first is not 0, else the third. */
  | { readonly choose: readonly [Quantity, Quantity, Quantity] }
  | DerivedNumber;

/** A parameter or constant. */
export const limit = (id: string): Quantity => ({ limit: id });

/** A value that the simulation gives. */
export const value = (name: string): Quantity => ({ value: name });

/** The first less the second, but not below 0. */
export const less = (from: Quantity, what: Quantity): Quantity => ({ less: [from, what] });

export const sum = (...parts: readonly Quantity[]): Quantity => ({ sum: parts });

export const product = (...parts: readonly Quantity[]): Quantity => ({ product: parts });

export const smallest = (...parts: readonly Quantity[]): Quantity => ({ smallest: parts });
