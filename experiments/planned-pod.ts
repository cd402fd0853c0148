import type { Setting } from "../knowledge/index.ts";
import type { Experiment } from "./experiment.ts";
import { memoryMi } from "./options/capacity.ts";
import type { PlannedWorkload } from "./planned-workload.ts";

/** The limits of `[columbo]`, for what has to know how large a container is. */
export function limitsOf({ columbo }: Experiment): Pick<PlannedWorkload, "cpuLimitCores" | "memoryLimitGB"> {
  return {
    ...(columbo.cpu_limit === undefined ? {} : { cpuLimitCores: columbo.cpu_limit }),
    ...(columbo.memory_limit === undefined ? {} : { memoryLimitGB: columbo.memory_limit }),
  };
}

/** The limits of `[columbo]` are parameters, under shorter names. */
export function limitSettings({ columbo }: Experiment): readonly Setting[] {
  const { cpu_limit: cores, memory_limit: memoryGB } = columbo;
  return [
    ...(cores === undefined ? [] : [{ parameter: "workload.resources.limits.cpu", value: String(cores) }]),
    ...(memoryGB === undefined
      ? []
      : [{ parameter: "workload.resources.limits.memory", value: `${String(memoryMi(memoryGB))}Mi` }]),
  ];
}

/** What the user's own file puts over the pods, and what the application does at its start. */
export function podOf({
  columbo,
  pod,
}: Experiment): Pick<PlannedWorkload, "pod" | "startCpuSeconds" | "startMemoryMB"> {
  const { start_cpu_seconds: seconds, start_memory_mb: megabytes } = columbo;
  return {
    ...(pod === undefined ? {} : { pod }),
    ...(seconds === 0 ? {} : { startCpuSeconds: seconds }),
    ...(megabytes === 0 ? {} : { startMemoryMB: megabytes }),
  };
}

/** On a cluster that is there already Columbo can neither bring images of its own nor put them on the nodes. */
export function imageOf(
  { provider }: Experiment,
  sleepSeconds: number,
  cacheWorker: boolean,
): Pick<PlannedWorkload, "image" | "cacheWorker"> {
  if (provider.name !== "existing") return { cacheWorker };
  const seconds = String(sleepSeconds);
  const given = provider.command?.trim().split(/\s+/);
  const command = given?.map((part) => part.replaceAll("{seconds}", seconds));
  return {
    cacheWorker: false,
    image: {
      reference: provider.image,
      command: command ?? ["sh", "-c", `echo started; sleep ${seconds}`],
    },
  };
}
