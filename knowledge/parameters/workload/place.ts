import type { OwnerKind, Parameter } from "../../parameter.ts";

type Place = Pick<Parameter, "id" | "component" | "set" | "kubeadm" | "restart">;

/** What a container's field is called below the pod template's spec. */
export const perContainer = "containers[].";

/** A field of the pod template's spec; `path` may begin with `containers[].`, a field of each container. */
export function inPod(path: string): Place {
  return {
    id: `workload.${path.startsWith(perContainer) ? path.slice(perContainer.length) : path}`,
    component: "workload",
    set: { by: "workload", path },
    kubeadm: "none: it stands in the workload's own manifest, in the pod template's spec",
    restart: "workload",
  };
}

/** A field of the spec of what makes the pods. */
export function inOwner(owner: OwnerKind, path: string): Place {
  return {
    id: `workload.${owner}.${path}`,
    component: "workload",
    set: { by: "workload", owner, path },
    kubeadm: `none: it stands in the ${owner}'s own manifest, in its spec`,
    restart: "workload",
  };
}
