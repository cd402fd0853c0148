import { matchesGlob } from "node:path";
import { findParameter, parameters, type OwnKnowledge } from "../../../knowledge/index.ts";
import { nearest } from "../hints.ts";
import { choice, float, int, seconds, text, trimmedList } from "../kinds.ts";
import { numberOf, type Known, type Problem } from "../known.ts";
import { byDefault, computed, unset } from "../option.ts";
import { checkStart } from "./start-work.ts";

/** `[columbo]`: what Columbo may do and how long. */
export const columbo = {
  goal: choice(["deployment_time"], byDefault("deployment_time"), "what is to become better"),
  repeats: int({ min: 1 }, byDefault(3), "trials before and after a change"),
  max_repeats: int(
    { min: 1 },
    unset,
    "trials after a change, at most, where the first do not decide; unset = twice repeats",
  ),
  warmup: int({ min: 0 }, byDefault(20), "pods of the warm-up's ramp, after its single pod"),
  max_iterations: int({ min: 1 }, byDefault(5), "changes tried one after the other, at most"),
  time_budget: seconds(unset, "time for all trials; unset = no limit"),
  allow: trimmedList(
    computed("`*`; none with existing", (known) => ({
      value: known.get("provider") === "existing" ? [] : ["*"],
    })),
    "parameters that may be changed, names or globs; with existing full names of `workload.` parameters only",
  ),
  deny: trimmedList(byDefault([]), "parameters that must not be changed, names or globs"),
  rules: trimmedList(byDefault([]), "folders with more rule files, relative to the .cfg file"),
  parameters: trimmedList(
    byDefault([]),
    "YAML files with parameters of your own, relative to the .cfg file: see own-parameters.md",
  ),
  seed: int({ min: 0 }, byDefault(1), "start of all random numbers"),
  threshold: seconds(unset, "a final median above this time makes the command exit with 1"),
  client: choice(
    ["kubectl", "api"],
    byDefault("kubectl"),
    "who submits the workload: kubectl, or Columbo itself",
  ),
  instances: int({ min: 1 }, unset, "instances in all, instead of workers x applications_per_worker"),
  workload: choice(
    ["job", "deployment", "statefulset", "daemonset"],
    byDefault("job"),
    "kind of the object that owns the pods; others than job with simulated only",
  ),
  observe: choice(
    ["clock", "default", "all"],
    byDefault("default"),
    "what is observed: the client's clock alone, what costs next to nothing, or everything",
  ),
  cpu_limit: float({ min: 0.001 }, unset, "limit of each container, cores; unset = none"),
  memory_limit: float({ min: 0.001 }, unset, "limit of each container, GB; unset = none"),
  pod: text(
    unset,
    "YAML file, relative to the .cfg file, with a part of a pod template that is merged over Columbo's pods",
  ),
  start_cpu_seconds: float(
    { min: 0, max: 3600 },
    byDefault(0),
    "processor time that the application uses before its first output, seconds; with local on real nodes",
  ),
  start_memory_mb: int(
    { min: 0, max: 1_000_000 },
    byDefault(0),
    "memory that the application fills before its first output and keeps, MB; with local on real nodes",
  ),
};

const builtIn = parameters.map(({ id }) => id);

/** What must hold between the options of the section, and with others. */
export function checkColumbo(known: Known, own?: OwnKnowledge): readonly Problem[] {
  return [
    ...checkNames(known, own),
    ...checkKind(known),
    ...checkStart(known),
    ...checkRepeats(known),
    ...checkLimit(known, "cpu_limit", "application_worker_cpu"),
    ...checkLimit(known, "memory_limit", "application_worker_memory"),
  ];
}

/** A misspelt name in `allow` or `deny` would quietly allow or protect nothing. */
function checkNames(known: Known, own: OwnKnowledge | undefined): readonly Problem[] {
  const names = [...builtIn, ...(own?.parameters ?? []).map(({ id }) => id)];
  return ["allow", "deny"].flatMap((key) => {
    const value = known.get(key);
    const plain = Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
    const ofOthers = key === "allow" && known.get("provider") === "existing";
    return plain.flatMap(
      (name) => checkName(key, name, names) ?? (ofOthers ? checkForeign(name) : undefined) ?? [],
    );
  });
}

/** Columbo's manifests are Jobs, as Continuum's are; a simulation needs none. */
function checkKind(known: Known): readonly Problem[] {
  const [kind, provider, method] = ["workload", "provider", "kube_deployment"].map((key) => known.get(key));
  if (typeof kind !== "string" || kind === "job") return [];
  if (typeof provider === "string" && provider !== "simulated") {
    const text = `expected job with provider ${provider}, got ${kind}: other kinds are for provider = simulated`;
    return [{ key: "workload", text }];
  }
  if (typeof method === "string" && method !== "pod") {
    const text = `expected kube_deployment = pod with a ${kind}, got ${method}: other methods cut Jobs`;
    return [{ key: "workload", text }];
  }
  const isOneEach = known.get("instances") === undefined && known.get("applications_per_worker") === 1;
  if (kind !== "daemonset" || isOneEach) return [];
  const text =
    "expected applications_per_worker = 1 and no instances with a daemonset, which has a pod on each worker";
  return [{ key: "workload", text }];
}

/** More trials than usual are for what the usual ones do not decide. */
function checkRepeats(known: Known): readonly Problem[] {
  const [most, usual] = [numberOf(known, "max_repeats"), numberOf(known, "repeats")];
  if (most === undefined || usual === undefined || most >= usual) return [];
  const text = `expected at least repeats, which is ${String(usual)}, got ${String(most)}`;
  return [{ key: "max_repeats", text }];
}

/** Kubernetes refuses a container whose limit is below its request. */
function checkLimit(known: Known, limit: string, request: string): readonly Problem[] {
  const [most, least] = [numberOf(known, limit), numberOf(known, request)];
  if (most === undefined || least === undefined || least <= most) return [];
  const text = `expected at least ${request}, which is ${String(least)}, got ${String(most)}`;
  return [{ key: limit, text }];
}

/** On a cluster that is not Columbo's only the workload is, and nothing may be changed that was not named. */
function checkForeign(name: string): Problem | undefined {
  if (mayChangeExisting(name)) return undefined;
  const text = `${JSON.stringify(name)} does not count with provider existing: expected full names of workload parameters`;
  return { key: "allow", text, warning: true };
}

/** Whether a name of `allow` counts on a cluster that is there already: the full name of a workload's parameter. */
export function mayChangeExisting(name: string): boolean {
  return findParameter(name)?.component === "workload";
}

function checkName(key: string, name: string, names: readonly string[]): Problem | undefined {
  if (names.some((known) => matchesGlob(known.toLowerCase(), name.toLowerCase()))) return undefined;
  const shown = JSON.stringify(name);
  if (/[*?[{]/.test(name)) return { key, text: `${shown} matches no parameter of Columbo's`, warning: true };
  const near = nearest(name, names);
  if (near !== undefined) return { key, text: `unknown parameter ${shown}, did you mean "${near}"?` };
  return { key, text: `${shown} is no parameter that Columbo changes`, warning: true };
}
