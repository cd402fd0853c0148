import type { OwnKnowledge } from "../../knowledge/index.ts";
import type { FactKind } from "./fact-kind.ts";

/** What the facts about settings of a user's parameters begin with; the parameter's id follows. */
export const settingPrefix = "setting.";

/** A fact for each parameter that a user described: what it is set to. */
export function settingFacts(own: OwnKnowledge | undefined): readonly FactKind[] {
  return (own?.parameters ?? []).map(({ id, unit, title }) => ({
    id: `${settingPrefix}${id}`,
    // The unit of facts that are texts: what is set is a number whatever its unit is called.
    unit: unit === "name" || unit === "" ? "number" : unit,
    meaning: `${title}, as set`,
  }));
}
