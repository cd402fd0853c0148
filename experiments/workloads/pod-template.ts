import { findParameter, type ParameterValue, type Setting } from "../../knowledge/index.ts";
import type { PodSpec } from "./job.ts";

const perContainer = "containers[].";

/**
 * A pod template's spec with the workload's parameters in it; the other components' settings are passed over.
 * @throws TypeError for a workload parameter that says no place in the manifest
 */
export function withWorkloadSettings(spec: PodSpec, settings: readonly Setting[]): PodSpec {
  return settings.reduce((current, { parameter, value }) => {
    const known = findParameter(parameter);
    if (known?.component !== "workload") return current;
    if (known.set.by !== "workload") throw new TypeError(`${parameter} says no place in the manifest`);
    return placed(current, known.set.path, value);
  }, spec);
}

/** `path` names a field of the spec, or of each of its containers: `containers[].imagePullPolicy`. */
function placed(spec: PodSpec, path: string, value: ParameterValue): PodSpec {
  if (!path.startsWith(perContainer)) return { ...spec, [path]: value };
  const field = path.slice(perContainer.length);
  return { ...spec, containers: spec.containers.map((container) => ({ ...container, [field]: value })) };
}
