import { matchesGlob } from "node:path";
import { parameters } from "../../../knowledge/index.ts";
import { nearest } from "../hints.ts";
import { choice, int, seconds, trimmedList } from "../kinds.ts";
import type { Known, Problem } from "../known.ts";
import { byDefault, unset } from "../option.ts";

/** `[columbo]`: what Columbo may do and how long. */
export const columbo = {
  goal: choice(["deployment_time"], byDefault("deployment_time"), "what is to become better"),
  repeats: int({ min: 1 }, byDefault(3), "trials before and after a change"),
  warmup: int({ min: 0 }, byDefault(20), "pods of the warm-up's ramp, after its single pod"),
  max_iterations: int({ min: 1 }, byDefault(5), "changes tried one after the other, at most"),
  time_budget: seconds(unset, "time for all trials; unset = no limit"),
  allow: trimmedList(byDefault(["*"]), "parameters that may be changed, names or globs"),
  deny: trimmedList(byDefault([]), "parameters that must not be changed, names or globs"),
  rules: trimmedList(byDefault([]), "folders with more rule files, relative to the .cfg file"),
  seed: int({ min: 0 }, byDefault(1), "start of all random numbers"),
  threshold: seconds(unset, "a final median above this time makes the command exit with 1"),
  client: choice(
    ["kubectl", "api"],
    byDefault("kubectl"),
    "who submits the workload: kubectl, or Columbo itself",
  ),
  instances: int({ min: 1 }, unset, "instances in all, instead of workers x applications_per_worker"),
};

const names = parameters.map(({ id }) => id);

/** A misspelt name in `allow` or `deny` would quietly allow or protect nothing. */
export function checkColumbo(known: Known): readonly Problem[] {
  return ["allow", "deny"].flatMap((key) => {
    const value = known.get(key);
    const plain = Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
    return plain.flatMap((name) => checkName(key, name) ?? []);
  });
}

function checkName(key: string, name: string): Problem | undefined {
  if (names.some((known) => matchesGlob(known.toLowerCase(), name.toLowerCase()))) return undefined;
  const shown = JSON.stringify(name);
  if (/[*?[{]/.test(name)) return { key, text: `${shown} matches no parameter of Columbo's`, warning: true };
  const near = nearest(name, names);
  if (near !== undefined) return { key, text: `unknown parameter ${shown}, did you mean "${near}"?` };
  return { key, text: `${shown} is no parameter that Columbo changes`, warning: true };
}
