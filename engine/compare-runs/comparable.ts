import type { Plan } from "../../experiments/index.ts";
import type { StoredRun } from "../store/index.ts";

/** What must be the same for times of two runs to mean the same: how it is called, and what a run has of it. */
type Aspect = readonly [name: string, of: (run: StoredRun) => string];

const aspects: readonly Aspect[] = [
  ["provider", ({ plan }) => plan.provider],
  ["Kubernetes", ({ result }) => minorOf(result.kubernetes)],
  ["containers", ({ plan }) => String(plan.workload.instances)],
  ["kind of workload", ({ plan }) => plan.workload.kind ?? "job"],
  ["deployment method", ({ plan }) => plan.workload.method],
  ["client", ({ plan }) => plan.workload.client],
  ["application", ({ plan }) => applicationOf(plan)],
  ["nodes", ({ plan }) => nodesOf(plan)],
  ["machine", machineOf],
];

/** Why two runs cannot be held against each other, one clause for each reason; none when they can. */
export function hindrances(a: StoredRun, b: StoredRun): readonly string[] {
  return aspects.flatMap(([name, of]) => {
    const [one, other] = [of(a), of(b)];
    return one === other ? [] : [`${name}: ${one} in A, ${other} in B`];
  });
}

function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** What containers do from their start until their first output; what they ask for and may use are settings. */
function applicationOf({ workload }: Plan): string {
  const { application, startCpuSeconds = 0, startMemoryMB = 0, image } = workload;
  const start = `${String(startCpuSeconds)} core-seconds and ${String(startMemoryMB)} MB at its start`;
  return `${image?.reference ?? application} with ${start}`;
}

/** "16 kwok", "1 real of 2 cores": nodes with a kubelet differ by their cores. */
function nodesOf({ nodes }: Plan): string {
  const names = nodes.map(({ kind, cores }) =>
    kind === "kwok" ? kind : `${kind} of ${String(cores)} cores`,
  );
  const counts = [...new Set(names)].map(
    (name) => `${String(names.filter((one) => one === name).length)} ${name}`,
  );
  return counts.toSorted().join(", ") || "not known beforehand";
}

/** A simulated cluster's machine is what its experiment says. */
function machineOf({ plan, result: { environment, cluster } }: StoredRun): string {
  if (plan.provider === "simulated")
    return `simulated, ${String(plan.simulated?.controlCores ?? "as calibrated")} cores`;
  if (plan.provider === "existing") return `cluster ${cluster ?? "without a fingerprint"}`;
  return `${String(environment.cores)} cores, ${environment.memoryGiB.toFixed(0)} GiB`;
}
