import type { Known, OptionValue, Problem } from "./known.ts";

/** What a computed default comes to: a value, a sentence why the option is needed after all, or unknown. */
export type Computed<V> = { readonly value: V } | { readonly missing: string } | undefined;

/** What holds when an option is not given, or given without a value. */
export type Fallback<V> =
  | { readonly kind: "mandatory" }
  | { readonly kind: "value"; readonly value: V }
  | { readonly kind: "computed"; readonly text: string; readonly of: (known: Known) => Computed<V> };

/** One option of a section: all that there is to know about it, as data. */
export interface Option<V extends OptionValue> {
  readonly type: "int" | "float" | "bool" | "text" | "choice" | "list" | "seconds" | "nodes";
  /** The noun phrase after "expected", for example "a whole number from 1 to 254". */
  readonly expected: string;
  readonly choices?: readonly string[];
  /** The value, or undefined when the text is of another type or out of range. */
  readonly read: (raw: string) => V | undefined;
  readonly fallback: Fallback<V>;
  /** What it does, with its unit. */
  readonly meaning: string;
}

export type OptionTable = Readonly<Record<string, Option<OptionValue>>>;

/** The values of a table, under the options' own names. */
export type Values<T extends OptionTable> = {
  readonly [K in keyof T]: T[K] extends Option<infer V> ? V : never;
};

/** A provider, resource manager, application or execution model: its options and its cross-checks. */
export interface Module {
  readonly options: OptionTable;
  readonly check: (known: Known) => readonly Problem[];
}

/** The name of the module that was chosen, with the values of its options. */
export type Chosen<M extends Readonly<Record<string, Module>>> = {
  readonly [K in keyof M]: { readonly name: K } & Values<M[K]["options"]>;
}[keyof M];

/** Given always. */
export const mandatory: Fallback<never> = { kind: "mandatory" };

/** Left out, it is unset. */
export const unset: Fallback<undefined> = { kind: "value", value: undefined };

export function byDefault<const V>(value: V): Fallback<V> {
  return { kind: "value", value };
}

/** @param text the default in words, for the reference */
export function computed<V>(text: string, of: (known: Known) => Computed<V>): Fallback<V> {
  return { kind: "computed", text, of };
}

/** The cross-check of a module that has none. */
export function nothingToCheck(): readonly Problem[] {
  return [];
}
