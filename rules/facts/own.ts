import type { OwnKnowledge, OwnMechanism } from "../../knowledge/index.ts";
import type { FactKind } from "./fact-kind.ts";

/** The facts about a parameter or a mechanism that a user described, by its id or name. */
export const ownFactIds = {
  setting: (id: string) => `setting.${id}`,
  pods: (name: string) => `passing.${name}.pods`,
  seconds: (name: string) => `passing.${name}.seconds`,
  share: (name: string) => `passing.${name}.share`,
  rate: (name: string) => `passing.${name}.rate`,
  limit: (name: string) => `passing.${name}.limit`,
  ratio: (name: string) => `passing.${name}.ratio`,
} as const;

/** The mechanisms that a user described, in the order of their files. */
export function ownMechanisms(own: OwnKnowledge | undefined): readonly OwnMechanism[] {
  return [...(own?.parameters ?? []), ...(own?.constants ?? [])].flatMap(({ mechanism }) => mechanism ?? []);
}

/** Facts about what a user described: what each parameter is set to, and how pods passed each mechanism. */
export function ownFacts(own: OwnKnowledge | undefined): readonly FactKind[] {
  return [
    ...(own?.parameters ?? []).map(({ id, unit, title }) => ({
      id: ownFactIds.setting(id),
      // The unit of facts that are texts: what is set is a number whatever its unit is called.
      unit: unit === "name" || unit === "" ? "number" : unit,
      meaning: `${title}, as set`,
    })),
    ...ownMechanisms(own).flatMap(passingFacts),
  ];
}

function passingFacts({ name, before }: OwnMechanism): readonly FactKind[] {
  return [
    { id: ownFactIds.pods(name), unit: "pods", meaning: `pods that reached ${before}, right behind ${name}` },
    { id: ownFactIds.seconds(name), unit: "s", meaning: `first until last of these pods` },
    {
      id: ownFactIds.share(name),
      unit: "share",
      meaning: `${ownFactIds.seconds(name)} by deployment.seconds`,
    },
    { id: ownFactIds.rate(name), unit: "pods/s", meaning: `how many came per second after the burst` },
    {
      id: ownFactIds.limit(name),
      unit: "pods/s",
      meaning: `how many ${name} lets through per second, as set; none of a delay and a polling period`,
    },
    {
      id: ownFactIds.ratio(name),
      unit: "ratio",
      meaning: `${ownFactIds.rate(name)} by ${ownFactIds.limit(name)}: 1 = exactly at the limit`,
    },
  ];
}
