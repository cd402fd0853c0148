import {
  simulate,
  timelineOf,
  type Program,
  type SimulationInput,
  type SimulationOutput,
} from "../../../engine/model/index.ts";
import type { AuditedRequest, CpuSample, TrialRecord } from "../../../engine/trial/index.ts";

const startedAt = 1_700_000_000_000;
const stepMs = 100;

const componentOf: Readonly<Record<Program, string>> = {
  server: "kube-apiserver",
  controller: "kube-controller-manager",
  scheduler: "kube-scheduler",
  node: "kwok",
  observer: "columbo",
  client: "client",
};

/** A simulated trial as observers would have recorded it. */
export function recordOf(input: SimulationInput): TrialRecord {
  const output = simulate(input);
  return {
    schema: 1,
    plan: "0",
    label: "simulated",
    settings: [],
    cores: input.service.cores,
    deploymentSeconds: output.deploymentSeconds,
    timeline: timelineOf(output, startedAt),
    requests: output.containers.map(({ pod, times }): AuditedRequest => ({
      verb: "patch",
      resource: "pods/status",
      user: "kwok",
      name: pod,
      receivedAt: startedAt + times["container-running"] * 1000,
      latency: input.service.latency.podStatus * 1000,
      code: 200,
    })),
    waits: [],
    metrics: [],
    warnings: [],
    cpu: cpuOf(input, output),
    calls: Array.from({ length: input.method === "call" ? input.instances : 1 }, () => ({
      startedAt,
      finishedAt: startedAt + 300,
      jobs: ["job-1"],
    })),
  };
}

/** All work evenly spread until the last pod is delivered, the background throughout. */
function cpuOf({ service }: SimulationInput, output: SimulationOutput): readonly CpuSample[] {
  const busyMs = 1000 * Math.max(...output.containers.map(({ times }) => times["pod-delivered"]));
  const programs = Object.entries(componentOf) as [Program, string][];
  const steps = Math.ceil((output.deploymentSeconds * 1000) / stepMs);
  return Array.from({ length: steps }, (_, index) => {
    const share = Math.max(0, Math.min(busyMs, (index + 1) * stepMs) - index * stepMs) / busyMs;
    const cores = programs.map(([program, component]): [string, number] => {
      const background = program === "client" ? 0 : service.background[program];
      return [component, background + (share * output.cpu.work[program]) / (stepMs / 1000)];
    });
    const all = cores.reduce((sum, [, used]) => sum + used, 0) + service.background.others;
    return {
      at: startedAt + (index + 1) * stepMs,
      hostBusy: all / service.cores,
      cores: Object.fromEntries(cores),
    };
  });
}
