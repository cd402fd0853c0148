import type { Plan } from "../../experiments/index.ts";

/** Amounts of requests are binary fractions. */
const forgiven = 1e-6;

/**
 * Why a plan's pods do not fit on its nodes all at once, a clause; undefined when they do. The simulation lets no pod end
 * that another one waits for.
 */
export function whyNoRoom({ nodes, workload }: Pick<Plan, "nodes" | "workload">): string | undefined {
  const { method, instances, cpuCores, memoryGB } = workload;
  const [node] = nodes;
  if (node === undefined) return undefined;
  const onOne = method === "container" ? instances : Math.ceil(instances / nodes.length);
  const pods = method === "container" ? 1 : onOne;
  const wanted = [
    { what: "cores", of: cpuCores * onOne, room: node.cores },
    { what: "GiB", of: (memoryGB * 1000 * onOne) / 1024, room: node.memoryGiB },
    { what: "pods", of: pods, room: node.maxPods },
  ];
  const lack = wanted.find(({ of, room }) => of > room + forgiven);
  if (lack === undefined) return undefined;
  const asked = Number(lack.of.toFixed(2));
  return `${instances} containers on ${nodes.length} workers ask for ${asked} ${lack.what} of one that has ${lack.room}`;
}
