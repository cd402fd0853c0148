import type { Parameter } from "../../../knowledge/index.ts";
import type { NodeKind } from "../../plan.ts";
import type { Known, OptionValue } from "../known.ts";
import { hasKubelet } from "../node-kinds.ts";

/** What kubemark's kubelets can be told. */
const onHollowNodes = ["kubeAPIQPS", "kubeAPIBurst", "maxPods"];

/**
 * Why a parameter has no place on a provider's clusters: what comes after "cannot be set: ", and undefined where it
 * has one. On a cluster that is there already a value says what the cluster has, and nothing sets it.
 * @param kinds those of the cluster's nodes; none = not known yet, so that nothing is said of them
 */
export function whyNotSettable(
  { set, notHere, component, id }: Parameter,
  provider: string,
  kinds: readonly NodeKind[],
): string | undefined {
  if (notHere !== undefined) return notHere;
  const isOther = set.by === "workload" && set.owner !== undefined && set.owner !== "Job";
  if (isOther && provider !== "simulated")
    return `trials deploy Jobs, and it stands in the spec of a ${set.owner ?? ""}`;
  if (component === "kube-proxy" && provider === "local")
    return "a local cluster runs no kube-proxy, and no Job waits for one";
  if (provider !== "local" && provider !== "simulated") return undefined;
  return whyNotOnNodes({ component, id }, kinds, provider === "local");
}

function whyNotOnNodes(
  { component, id }: Pick<Parameter, "component" | "id">,
  kinds: readonly NodeKind[],
  isRun: boolean,
): string | undefined {
  if (kinds.length === 0 || kinds.includes("real")) return undefined;
  if (component === "containerd") return "only real nodes have a containerd: remove it, or set nodes = real";
  if (component !== "kubelet") return undefined;
  if (!kinds.some(hasKubelet))
    return "there is no kubelet on kwok nodes: remove it, or set nodes = real or hollow";
  return !isRun || onHollowNodes.includes(id.slice("kubelet.".length))
    ? undefined
    : `kubelets of hollow nodes take ${onHollowNodes.join(", ")} alone: remove it, or set nodes = real`;
}

/** The kinds of nodes that a file asks for; none where it asks for no nodes. */
export function kindsOf(known: Known): readonly NodeKind[] {
  const groups: OptionValue = known.get("nodes");
  if (typeof groups !== "object") return [];
  return groups.flatMap((group) => (typeof group === "string" ? [] : [group.kind]));
}
