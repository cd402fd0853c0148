import type { RemedyContext } from "./remedy.ts";

/** The number of a fact; 0 where it is not known. */
export function factNumber({ facts }: Pick<RemedyContext, "facts">, id: string): number {
  return Number(facts.known.get(id)?.value ?? 0);
}

/** What the pods are given for a parameter; undefined of one that is not set, or set to nothing. */
export function given({ settings }: Pick<RemedyContext, "settings">, parameter: string): string | undefined {
  const value = settings.find((setting) => setting.parameter === parameter)?.value;
  return typeof value === "string" && value !== "" ? value : undefined;
}
