import { nodesOf, type Known, type Problem } from "../known.ts";

/** The machine itself, without virtual ones. Continuum's own check refuses every file by a slip; this is what it means. */
export const baremetal = { options: {}, check: checkBaremetal };

function checkBaremetal(known: Known): readonly Problem[] {
  const nodes = nodesOf(known);
  const external = known.get("external_physical_machines");
  const problems: Problem[] = [];
  if (nodes !== undefined && (nodes.cloud !== 1 || nodes.edge !== 0 || nodes.endpoint < 1)) {
    const text = "provider baremetal needs cloud_nodes = 1, edge_nodes = 0 and endpoint_nodes >= 1";
    problems.push({ key: "provider", text });
  }
  if (Array.isArray(external) && external.length > 0) {
    problems.push({
      key: "external_physical_machines",
      text: "provider baremetal works on one machine only: expected none",
    });
  }
  return problems;
}
