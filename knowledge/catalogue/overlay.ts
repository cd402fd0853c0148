import type { Parameter } from "../parameter.ts";
import { parameters } from "../parameters/index.ts";

/** Components whose parameters Kubernetes' sources don't have. */
const outsideKubernetes: ReadonlySet<string> = new Set(["containerd", "etcd"]);

/**
 * The catalogue's id of one of Columbo's own parameters: its own, but for fields of the workload, which the catalogue
 * has as fields of the pod's spec. Undefined for programs that are not Kubernetes'.
 */
export function catalogueIdOf({ id, component, set }: Parameter): string | undefined {
  if (outsideKubernetes.has(component)) return undefined;
  return set.by === "workload" ? `workload.PodSpec.${set.path}` : id;
}

/** The catalogue's ids by the ids of Columbo's own parameters. */
export function overlayIds(): ReadonlyMap<string, string> {
  return new Map(
    parameters.flatMap((parameter) => {
      const id = catalogueIdOf(parameter);
      return id === undefined ? [] : [[parameter.id, id] as const];
    }),
  );
}
