import { latencyIds, podPrograms, type ServiceTimes } from "./service-times.ts";

/** Standard errors from the middle to either end of a 90 % interval of a normally distributed error. */
export const intervalEnd = 1.645;

/** The same service times with all work per pod off by so many of its standard errors; never less than a tenth. */
export function withWorkError(service: ServiceTimes, errors: number): ServiceTimes {
  const factor = Math.max(0.1, 1 + errors * service.workError);
  const work = { ...service.workPerPod };
  for (const program of podPrograms) work[program] *= factor;
  return { ...service, workPerPod: work, schedulingCycle: service.schedulingCycle * factor };
}

/** Relative standard error of latencies: one or two trials show them, and load moves them. */
const latencyError = 0.15;

/** The same with all latencies, and the times of a start on a node, off by so many standard errors. */
export function withLatencyError(service: ServiceTimes, errors: number): ServiceTimes {
  const factor = 1 + errors * latencyError;
  const latency = { ...service.latency };
  for (const id of latencyIds) latency[id] *= factor;
  const { kubelet } = service;
  return {
    ...service,
    latency,
    ...(kubelet === undefined
      ? {}
      : {
          kubelet: { ...kubelet, sandbox: kubelet.sandbox * factor, container: kubelet.container * factor },
        }),
  };
}

/** The same with what others use off by so many standard errors; the same object where that is known. */
export function withOthersError(service: ServiceTimes, errors: number): ServiceTimes {
  const { othersError = 0, background } = service;
  if (othersError === 0) return service;
  return {
    ...service,
    background: { ...background, others: Math.max(0, background.others + errors * othersError) },
  };
}

/** By how much trials differ for no known reason: a part that every trial has, and one that grows with it. */
const unexplained = { seconds: 0.03, share: 0.01 } as const;

/** Standard deviation of a trial of this length for which nothing of the model accounts, seconds. */
export function noiseOf({ noise = 1 }: ServiceTimes, deploymentSeconds: number): number {
  return noise * Math.hypot(unexplained.seconds, unexplained.share * deploymentSeconds);
}
