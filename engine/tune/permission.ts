import { matchesGlob } from "node:path";
import { whyNotSettable, type Plan, type TuningLimits } from "../../experiments/index.ts";
import { existsIn, type Parameter } from "../../knowledge/index.ts";

/**
 * Whether Columbo may change a parameter: the experiment lets it, the plan's clusters have a place for it, and their
 * version knows it. Case does not count, as in the .cfg.
 */
export function mayChange(
  parameter: Parameter,
  { tuning, provider, nodes, kubernetes }: Pick<Plan, "tuning" | "provider" | "nodes" | "kubernetes">,
): boolean {
  const { id } = parameter;
  if (!matches(id, tuning.allow) || matches(id, tuning.deny)) return false;
  const kinds = nodes.map(({ kind }) => kind);
  return existsIn(parameter, kubernetes) && whyNotSettable(parameter, provider, kinds) === undefined;
}

/** Whether Columbo may change a parameter that the user described: nobody but a simulation can be set to another value. */
export function mayChangeOwn(id: string, { tuning, provider }: Pick<Plan, "tuning" | "provider">): boolean {
  return provider === "simulated" && matches(id, tuning.allow) && !matches(id, tuning.deny);
}

/** Whether the experiment lets Columbo say how somebody else should change this parameter. */
export function mayRecommend(parameter: string, { deny }: Pick<TuningLimits, "deny">): boolean {
  return !matches(parameter, deny);
}

function matches(parameter: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(parameter.toLowerCase(), glob.toLowerCase()));
}
