import { text } from "../kinds.ts";
import { numberOf, type Known, type Problem, type Tier } from "../known.ts";
import { byDefault, computed, type Fallback, type Option } from "../option.ts";

/** The machine type of a tier, needed when the tier has nodes. */
export function machine(tier: Tier): Option<string | undefined> {
  const fallback: Fallback<string | undefined> = computed(`mandatory if ${tier}_nodes > 0`, (known) => {
    const nodes = numberOf(known, `${tier}_nodes`);
    if (nodes === undefined) return undefined;
    if (nodes > 0) return { missing: `expected because ${tier}_nodes is ${String(nodes)}` };
    return { value: undefined };
  });
  return text(fallback, `machine type of the ${tier} tier, in double quotes`);
}

/** An option of the account. It may be blank in a file that is only planned with: that is a warning. */
export function account(meaning: string): Option<string> {
  return text(byDefault(""), `${meaning}, in double quotes; needed to run`);
}

/** The warnings for account options that are blank. */
export function blankAccount(known: Known, keys: readonly string[]): readonly Problem[] {
  const text = "blank: needed to run, not to plan";
  return keys.filter((key) => known.get(key) === "").map((key) => ({ key, text, warning: true }));
}
