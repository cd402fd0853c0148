import type { Parameter } from "../parameter.ts";
import { parameters } from "../parameters/index.ts";
import type { Catalogue } from "./entry.ts";

/** Programs whose parameters Kubernetes' sources don't have, and its client, whose flags set nothing of a cluster. */
const outsideKubernetes: ReadonlySet<string> = new Set(["containerd", "etcd", "kubectl"]);

const container = "containers[].";

/** Keys of maps: the catalogue has the map itself. */
const keyOfMap = /(?<=\bresources\.(?:requests|limits))\.[^.]+$/;

/**
 * The catalogue's id of one of Columbo's own parameters. It is the same for flags and for fields of a component's
 * configuration file. A gate is there once for all components, `kubernetes.<gate>`; a field of an object of the API or
 * of the workload belongs to the type that has it, such as `workload.Container.imagePullPolicy`. Undefined for programs
 * that the catalogue doesn't have.
 */
export function catalogueIdOf({ id, component, set }: Parameter): string | undefined {
  if (outsideKubernetes.has(component)) return undefined;
  switch (set.by) {
    case "flag":
    case "config-file":
      return id;
    case "feature-gate":
      return `kubernetes.${set.gate}`;
    case "api-object":
      return `${component}.${set.kind}Spec.${set.path.replace(/^spec\./, "")}`;
    case "workload": {
      const path = set.path.replace(keyOfMap, "");
      if (set.owner !== undefined) return `workload.${set.owner}Spec.${path}`;
      return path.startsWith(container)
        ? `workload.Container.${path.slice(container.length)}`
        : `workload.PodSpec.${path}`;
    }
  }
}

/** Columbo's own parameters by the catalogue's ids: several where an object's field is one of each object. */
export function parametersByEntry(): ReadonlyMap<string, readonly Parameter[]> {
  return Map.groupBy(
    parameters.filter((parameter) => catalogueIdOf(parameter) !== undefined),
    (parameter) => catalogueIdOf(parameter) ?? "",
  );
}

/**
 * What the catalogue has of one of Columbo's own parameters: one entry, or all fields of the object that it is, such as
 * those of `affinity`.
 */
export function entriesOf(parameter: Parameter, { entries }: Catalogue): Catalogue["entries"] {
  const id = catalogueIdOf(parameter);
  if (id === undefined) return [];
  const exact = entries.filter((entry) => entry.id === id);
  if (exact.length > 0) return exact;
  return entries.filter((entry) => entry.id.startsWith(`${id}.`) || entry.id.startsWith(`${id}[].`));
}
