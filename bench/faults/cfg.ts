/** Sections of an experiment file, by name. */
export type Sections = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** A small experiment on a local cluster, before anything is wrong with it. */
export interface Shape {
  readonly workers: number;
  /** Containers in all. */
  readonly instances: number;
  /** `nodes` of [local]; absent = kwok. */
  readonly nodes?: string;
  /** Absent = "pod". */
  readonly method?: "pod" | "container" | "file" | "call";
}

/**
 * Text of an experiment file: a shape, with what `more` says over it. Runs of the bench are short: two trials, and a
 * warm-up of a few pods.
 */
export function cfgOf(shape: Shape, more: Sections = {}): string {
  const { workers, instances, nodes = "kwok", method = "pod" } = shape;
  const isReal = nodes.includes("real");
  const base: Sections = {
    infrastructure: {
      provider: "local",
      cloud_nodes: workers + 1,
      cloud_cores: isReal ? 2 : 8,
      cloud_memory: isReal ? 4 : 16,
      cloud_quota: "1.0",
    },
    benchmark: {
      resource_manager: "kubecontrol",
      application: "empty",
      sleep_time: 300,
      applications_per_worker: Math.ceil(instances / workers),
      kube_deployment: method,
      application_worker_cpu: 0.01,
      application_worker_memory: 0.01,
      ...(isReal ? { cache_worker: "true" } : {}),
    },
    local: { nodes },
    columbo: { instances, repeats: 2, warmup: Math.min(10, instances) },
  };
  const names = [...new Set([...Object.keys(base), ...Object.keys(more)])];
  return names
    .map((name) => {
      const values = Object.entries({ ...base[name], ...more[name] });
      return `[${name}]\n${values.map(([key, value]) => `${key} = ${String(value)}`).join("\n")}\n`;
    })
    .join("\n");
}
