import type { NodeKind, Plan, WorkloadKind } from "../../../experiments/index.ts";
import type { Setting } from "../../../knowledge/index.ts";

/** What a report says of its cluster and workload; whatever it leaves open is as in most clusters. */
export interface ReportedCluster {
  /** As in the report; where that is older than any release Columbo knows, its defaults stand among the settings. */
  readonly kubernetes: string;
  readonly nodes: { readonly kind: NodeKind; readonly count: number; readonly cores: number };
  readonly workload: {
    readonly kind?: WorkloadKind;
    readonly method?: Plan["workload"]["method"];
    readonly instances: number;
  };
  readonly settings?: readonly Setting[];
  readonly maxPods?: number;
  readonly more?: Partial<Plan>;
}

/** A plan under which the report's deployment would have been measured. */
export function planOfReport({
  kubernetes,
  nodes,
  workload: { kind, method = "pod", instances },
  settings = [],
  maxPods = 110,
  more = {},
}: ReportedCluster): Plan {
  return {
    experiment: "public-report",
    file: "public-report.cfg",
    hash: "c".repeat(64),
    provider: "local",
    kubernetes,
    nodes: Array.from({ length: nodes.count }, (_, index) => ({
      name: `worker-${String(index)}`,
      kind: nodes.kind,
      cores: nodes.cores,
      memoryGiB: 4 * nodes.cores,
      maxPods,
    })),
    podStart: { minMs: 900, maxMs: 1200 },
    apiServerPort: 0,
    workload: {
      application: "empty",
      method,
      instances,
      cpuCores: 0.01,
      memoryGB: 0.01,
      sleepSeconds: 600,
      client: "kubectl",
      ...(kind === undefined ? {} : { kind }),
    },
    settings,
    tuning: {
      ...{ goal: "deployment_time", repeats: 1, warmup: 0, maxIterations: 1, seed: 1 },
      ...{ allow: ["*"], deny: [], rules: [] },
    },
    ...more,
  };
}
