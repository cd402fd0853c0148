import type { Plan, PlannedNode, PlannedWorkload } from "../../../experiments/index.ts";
import type { Lack } from "../../contract.ts";
import { mostPods } from "./node.ts";

const GiB = 1024 ** 3;

/** What is too small for the planned nodes. */
export function lacksSize(nodes: readonly PlannedNode[], memoryBytes: number): readonly Lack[] {
  const lacks: Lack[] = [];
  const wanted = nodes.reduce((sum, { memoryGiB }) => sum + memoryGiB, 0);
  if (wanted * GiB > memoryBytes)
    lacks.push({
      what: `the real nodes of the experiment have ${wanted} GiB of memory together, and this machine has ${(memoryBytes / GiB).toFixed(1)} GiB`,
      mend: "give them less memory, or take fewer of them",
    });
  const crowded = nodes.find(({ maxPods }) => maxPods > mostPods);
  if (crowded !== undefined)
    lacks.push({
      what: `node ${crowded.name} may hold ${crowded.maxPods} pods, and a real node has addresses for ${mostPods}`,
      mend: "take more nodes with fewer pods each",
    });
  return lacks;
}

/** Cores in thousandths, rounded up as Kubernetes does; the subtraction forgives binary fractions. */
const milliCores = (cores: number): number => Math.ceil(cores * 1000 - 1e-6);

/** Without a request, Kubernetes takes the limit for it. */
const requestOf = ({ cpuCores, cpuLimitCores = 0 }: PlannedWorkload): number =>
  milliCores(cpuCores > 0 ? cpuCores : cpuLimitCores);

/**
 * Pods that find room on the planned nodes and none on this machine, of whose cores a real node can offer no more than
 * there are. Those left over would wait for the end of others, and the trial would measure how long these sleep.
 */
export function lacksCores({ nodes, workload }: Plan, cores: number): readonly Lack[] {
  const { method, instances } = workload;
  const [pods, each] =
    method === "container" ? [1, requestOf(workload) * instances] : [instances, requestOf(workload)];
  if (each === 0) return [];
  const room = nodes.reduce((sum, node) => {
    const offered = node.kind === "real" ? Math.min(node.cores, cores) : node.cores;
    return sum + Math.floor((offered * 1000) / each);
  }, 0);
  if (room >= pods) return [];
  return [
    {
      what: `${room} of ${pods} pods of ${each / 1000} cores find room on nodes of which the real ones have no more than this machine's ${cores} cores`,
      mend: "request less, or give the experiment more nodes",
    },
  ];
}
