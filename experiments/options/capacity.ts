import { isOwnProvider, numberOf, type Known, type Problem, type Tier } from "./known.ts";
import type { Derived } from "../derive.ts";

/** Continuum turns a memory request into `int(GB x 1000)Mi`. */
export function memoryMi(gigabytes: number): number {
  return Math.trunc(gigabytes * 1000);
}

/** Kubernetes counts CPU in thousandths, rounded up; the subtraction forgives binary fractions. */
function milliCores(cores: number): number {
  return Math.ceil(cores * 1000 - 1e-6);
}

const withoutRequests = ["mem_usage", "stress"];

/**
 * Requests that no worker has room for: pods stay Pending until others end, or for ever. Continuum accepts such a file,
 * and on a real cluster it can be diagnosed, so it is a warning there; the simulation cannot have it.
 */
export function checkCapacity(
  known: Known,
  derived: Pick<Derived, "mode" | "workers" | "instances">,
): readonly Problem[] {
  const application = known.get("application");
  const manager = known.get("resource_manager");
  const modelled = known.get("model") !== undefined || manager === "mist" || manager === "none";
  if (typeof application !== "string" || withoutRequests.includes(application) || modelled) return [];
  if (derived.mode === "endpoint" || derived.workers < 1) return [];
  const atOnce = known.get("kube_deployment") === "container" ? derived.instances : perWorker(derived);
  const warning = known.get("provider") !== "simulated";
  const { mode } = derived;
  return [
    ...cpuProblem(known, mode, atOnce).map((text) => ({ key: "application_worker_cpu", text, warning })),
    ...memoryProblem(known, mode, atOnce).map((text) => ({
      key: "application_worker_memory",
      text,
      warning,
    })),
  ];
}

/** Instances on the fullest worker when they are spread evenly. */
export function perWorker({ instances, workers }: Pick<Derived, "instances" | "workers">): number {
  return Math.ceil(instances / workers);
}

function cpuProblem(known: Known, mode: Tier, instances: number): readonly string[] {
  const cpu = numberOf(known, "application_worker_cpu");
  const cores = numberOf(known, `${mode}_cores`);
  if (cpu === undefined || cores === undefined || milliCores(cpu) * instances <= cores * 1000) return [];
  return [tooLarge(instances, `${String(cpu)} cores`, `${String(cores)} cores`)];
}

function memoryProblem(known: Known, mode: Tier, instances: number): readonly string[] {
  const memory = numberOf(known, "application_worker_memory");
  const size = numberOf(known, `${mode}_memory`);
  if (memory === undefined || size === undefined || memoryMi(memory) * instances <= size * 1024) return [];
  return [tooLarge(instances, `${String(memoryMi(memory))} Mi`, `${String(size * 1024)} Mi`)];
}

function tooLarge(instances: number, each: string, room: string): string {
  return `${String(instances)} x ${each} on one worker of ${room}: pods stay Pending until others end, or for ever; request less`;
}

/** Numbers that Continuum lets through and nothing can apply. */
export function checkFinite(known: Known): readonly Problem[] {
  const warning = !isOwnProvider(known);
  return [...known]
    .filter(([, value]) => value === Infinity)
    .map(([key]) => ({ key, text: "expected a finite number, got infinity", warning }));
}
