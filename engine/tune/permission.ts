import { matchesGlob } from "node:path";
import type { TuningLimits } from "../../experiments/index.ts";

/** Whether the experiment lets Columbo change this parameter. Case does not count, as in the .cfg. */
export function mayChange(parameter: string, { allow, deny }: TuningLimits): boolean {
  const matches = (globs: readonly string[]): boolean =>
    globs.some((glob) => matchesGlob(parameter.toLowerCase(), glob.toLowerCase()));
  return matches(allow) && !matches(deny);
}
