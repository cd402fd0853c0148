import { nodesOf, withoutMachines, type Known, type Problem } from "../known.ts";

/** kubernetes, kubecontrol and kube_kata: one control node, workers beside it, endpoints spread evenly over them. */
export function checkCloudNodes(manager: string, known: Known): readonly Problem[] {
  const nodes = nodesOf(known);
  if (nodes === undefined || withoutMachines(known)) return [];
  const problems: Problem[] = [];
  // Workers at the edge beside those of the cloud: Continuum has them for KubeEdge alone. Endpoints are only wired there,
  // so that their number is free.
  const edgeToo = known.get("provider") === "qemu" && manager === "kubecontrol";
  if (edgeToo && nodes.cloud >= 1 && nodes.edge > 0) return [];
  if (nodes.cloud < 2 || nodes.edge !== 0) {
    const found = `got ${String(nodes.cloud)} and ${String(nodes.edge)}`;
    const text = `resource_manager ${manager} needs cloud_nodes >= 2 (one is the control node) and edge_nodes = 0, ${found}`;
    problems.push({ key: nodes.cloud < 2 ? "cloud_nodes" : "edge_nodes", text });
  }
  const workers = nodes.cloud - 1;
  if (workers > 0 && nodes.endpoint % workers !== 0) {
    problems.push({ key: "endpoint_nodes", text: uneven(workers, nodes.endpoint) });
  }
  return problems;
}

/** kubeedge and mist: the workers are the edge nodes, endpoints spread evenly over them. */
export function checkEdgeNodes(
  needs: { readonly manager: string; readonly cloud: number; readonly endpoint: number },
  known: Known,
): readonly Problem[] {
  const nodes = nodesOf(known);
  if (nodes === undefined) return [];
  const problems: Problem[] = [];
  if (nodes.cloud !== needs.cloud || nodes.edge < 1 || nodes.endpoint < needs.endpoint) {
    const wanted = `cloud_nodes = ${String(needs.cloud)}, edge_nodes >= 1, endpoint_nodes >= ${String(needs.endpoint)}`;
    const found = [nodes.cloud, nodes.edge, nodes.endpoint].map(String).join(", ");
    problems.push({ key: "resource_manager", text: `${needs.manager} needs ${wanted}, got ${found}` });
  }
  if (nodes.edge > 0 && nodes.endpoint % nodes.edge !== 0) {
    problems.push({ key: "endpoint_nodes", text: uneven(nodes.edge, nodes.endpoint) });
  }
  return problems;
}

function uneven(workers: number, endpoints: number): string {
  return `expected a multiple of the ${String(workers)} workers, got ${String(endpoints)}`;
}
