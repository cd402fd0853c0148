import { bool, choice, float, int } from "../kinds.ts";
import { modeOf, nodesOf, numberOf, type Known, type Problem } from "../known.ts";
import { byDefault, computed, mandatory, type Fallback } from "../option.ts";

const resourceManagerNames = ["kubernetes", "kubeedge", "kubecontrol", "kube_kata", "mist", "none"] as const;

const applicationNames = [
  "image_classification",
  "empty",
  "empty_kata",
  "mem_usage",
  "stress",
  "signal_classification",
] as const;

/** Continuum leaves half a core and half a GB of a worker to the system. */
function ofWorker(resource: "cores" | "memory"): Fallback<number> {
  const words = `${resource} of one worker - 0.5; 0 = no request without workers`;
  return computed(words, (known) => {
    const nodes = nodesOf(known);
    if (nodes === undefined) return undefined;
    const mode = modeOf(nodes);
    if (mode === "endpoint") return { value: 0 };
    const size = numberOf(known, `${mode}_${resource}`);
    return size === undefined ? undefined : { value: size - 0.5 };
  });
}

function ofEndpoint(resource: "cores" | "memory"): Fallback<number> {
  return computed(`endpoint_${resource}`, (known) => {
    const size = numberOf(known, `endpoint_${resource}`);
    return size === undefined ? undefined : { value: size };
  });
}

const ifToBeRun: Fallback<undefined> = computed("mandatory unless resource_manager_only", (known) => {
  const only = known.get("resource_manager_only");
  if (only === undefined) return undefined;
  if (only === true) return { value: undefined };
  return { missing: `expected one of ${applicationNames.join(", ")}` };
});

const least = { min: 0.001 };

/** `[benchmark]`, whatever the resource manager and the application. */
export const benchmark = {
  resource_manager: choice(resourceManagerNames, mandatory, "what runs the workload"),
  resource_manager_only: bool(byDefault(false), "install the resource manager, run nothing"),
  docker_pull: bool(
    byDefault(false),
    "fetch the images anew; with local: no effect, they are made anew with each cluster",
  ),
  application: choice(applicationNames, ifToBeRun, "the workload"),
  application_worker_cpu: float(least, ofWorker("cores"), "request of one instance, cores"),
  application_worker_memory: float(least, ofWorker("memory"), "request of one instance, GB"),
  application_endpoint_cpu: float(least, ofEndpoint("cores"), "limit of one data producer, cores"),
  application_endpoint_memory: float(least, ofEndpoint("memory"), "limit of one data producer, GB"),
  applications_per_worker: int({ min: 1 }, byDefault(1), "instances per worker"),
  observability: bool(byDefault(false), "install Prometheus and Grafana"),
};

const observable = ["kubernetes", "kubecontrol", "kube_kata"];

/** What must hold between the options of the section. */
export function checkBenchmark(known: Known): readonly Problem[] {
  return [...checkApplication(known), ...checkObservability(known)];
}

function checkObservability(known: Known): readonly Problem[] {
  const manager = known.get("resource_manager");
  if (known.get("observability") !== true || typeof manager !== "string" || observable.includes(manager))
    return [];
  const text = `installs nothing with resource_manager ${manager}: expected one of ${observable.join(", ")}`;
  return [{ key: "observability", text, warning: true }];
}

/** Without a run there is no application. */
function checkApplication(known: Known): readonly Problem[] {
  if (known.get("resource_manager_only") !== true || known.get("application") === undefined) return [];
  return [{ key: "application", text: "expected none, since resource_manager_only is true" }];
}
