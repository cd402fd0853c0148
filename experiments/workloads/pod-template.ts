import { findParameter, manifestValue, type Setting } from "../../knowledge/index.ts";
import type { JobManifest, PodSpec } from "./job.ts";

const perContainer = "containers[].";
/** What only says how something is asked that must be there itself: Kubernetes refuses a probe that asks nothing. */
const askedOf = "readinessProbe";

/**
 * A pod template's spec with the workload's parameters in it; the other components' settings are passed over, and so
 * are fields of what makes the pods.
 * @throws TypeError for a workload parameter that says no place in the manifest
 */
export function withWorkloadSettings(spec: PodSpec, settings: readonly Setting[]): PodSpec {
  return placesOf(settings)
    .filter(({ owner }) => owner === undefined)
    .reduce((current, { path, value }) => placed(current, path, value), spec);
}

/** A Job with those of the workload's parameters in its spec that stand there. */
export function withJobSettings(job: JobManifest, settings: readonly Setting[]): JobManifest {
  // How many pods there are at once is part of the Job's size, which is there already.
  const own = placesOf(settings).filter(({ owner, path }) => owner === "Job" && path !== "parallelism");
  return { ...job, spec: own.reduce((spec, { path, value }) => nested(spec, path, value), job.spec) };
}

function placesOf(settings: readonly Setting[]) {
  return settings.flatMap(({ parameter, value }) => {
    const known = findParameter(parameter);
    if (known?.component !== "workload") return [];
    if (known.set.by !== "workload") throw new TypeError(`${parameter} says no place in the manifest`);
    return [{ path: known.set.path, owner: known.set.owner, value: manifestValue(known, value) }];
  });
}

/** `path` names a field of the spec, or of each of its containers: `containers[].imagePullPolicy`. */
function placed(spec: PodSpec, path: string, value: unknown): PodSpec {
  if (!path.startsWith(perContainer)) return nested(spec, path, value);
  const field = path.slice(perContainer.length);
  const isOpen = (container: object): boolean => !field.startsWith(`${askedOf}.`) || askedOf in container;
  const containers = spec.containers.map((one) => (isOpen(one) ? nested(one, field, value) : one));
  return { ...spec, containers };
}

/** An object with this value at this dotted path; without the field that it names where the value is undefined. */
function nested<T extends object>(object: T, path: string, value: unknown): T {
  const [first = "", ...rest] = path.split(".");
  const below = (object as Readonly<Record<string, unknown>>)[first];
  if (value === undefined && (rest.length === 0 || below === undefined)) {
    const { [first]: _gone, ...others } = object as Readonly<Record<string, unknown>>;
    return others as T;
  }
  const branch = typeof below === "object" && below !== null ? below : {};
  return { ...object, [first]: rest.length === 0 ? value : nested(branch, rest.join("."), value) };
}
