import { matchesGlob } from "node:path";
import type { TuningLimits } from "../../experiments/index.ts";

/** Whether the experiment lets Columbo change this parameter. Case does not count, as in the .cfg. */
export function mayChange(parameter: string, { allow, deny }: TuningLimits): boolean {
  return matches(parameter, allow) && !matches(parameter, deny);
}

/** Whether the experiment lets Columbo say how somebody else should change this parameter. */
export function mayRecommend(parameter: string, { deny }: Pick<TuningLimits, "deny">): boolean {
  return !matches(parameter, deny);
}

function matches(parameter: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(parameter.toLowerCase(), glob.toLowerCase()));
}
