import type { Remedy, RemedyContext } from "../remedy.ts";
import { factNumber } from "../evidence.ts";

const delay = "workload.readinessProbe.initialDelaySeconds";
const period = "workload.readinessProbe.periodSeconds";

/** Asking from the start: the application had run long before anybody asked. */
export const initialDelaySeconds: Remedy = {
  parameter: delay,
  values(context) {
    const waited = factNumber(context, "readiness.delay-seconds");
    const every = factNumber(context, "readiness.period-seconds");
    if (waited === 0) return [];
    const why = `the applications ran ${waitedIn(context)} s before the API said that they are ready, of which the probe was told to let ${waited} s pass before its first question`;
    return every > 1
      ? [
          {
            settings: [
              { parameter: delay, value: 0 },
              { parameter: period, value: 1 },
            ],
            why: `${why}; asked every second they are found at the next one`,
          },
        ]
      : [{ settings: [{ parameter: delay, value: 0 }], why }];
  },
};

/** Asking more often, where there is no delay. */
export const periodSeconds: Remedy = {
  parameter: period,
  values(context) {
    const every = factNumber(context, "readiness.period-seconds");
    if (factNumber(context, "readiness.delay-seconds") > 0 || every <= 1) return [];
    const why = `the applications ran ${waitedIn(context)} s before the API said that they are ready, since the probe asks every ${every} s`;
    return [{ settings: [{ parameter: period, value: 1 }], why }];
  },
};

function waitedIn(context: RemedyContext): string {
  return factNumber(context, "readiness.after-running-seconds").toFixed(1);
}
