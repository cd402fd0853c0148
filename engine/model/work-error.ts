import { podPrograms, type ServiceTimes } from "./service-times.ts";

/** Standard errors from the middle to either end of a 90 % interval of a normally distributed error. */
export const intervalEnd = 1.645;

/** The same service times with all work per pod off by so many of its standard errors; never less than a tenth. */
export function withWorkError(service: ServiceTimes, errors: number): ServiceTimes {
  const factor = Math.max(0.1, 1 + errors * service.workError);
  const work = { ...service.workPerPod };
  for (const program of podPrograms) work[program] *= factor;
  return { ...service, workPerPod: work, schedulingCycle: service.schedulingCycle * factor };
}
