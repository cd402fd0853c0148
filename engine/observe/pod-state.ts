import { amountsOf } from "../quantities.ts";
import type { ContainerState, PodState } from "../trial/record.ts";
import type { PodEvent } from "./pod-status.ts";

/** A pod as this version of it shows it. */
export function podState({ object: { metadata, spec, status } }: PodEvent): PodState {
  const statuses = new Map((status?.containerStatuses ?? []).map((one) => [one.name, one]));
  const refused = status?.conditions?.find(
    (condition) => condition.type === "PodScheduled" && condition.status === "False",
  );
  return {
    name: metadata.name,
    ...(spec.nodeName === undefined ? {} : { node: spec.nodeName }),
    phase: status?.phase ?? "",
    ...(refused === undefined
      ? {}
      : { unscheduled: { reason: refused.reason ?? "", message: refused.message ?? "" } }),
    containers: spec.containers.map(({ name, resources }): ContainerState => {
      const { state, lastState, restartCount = 0 } = statuses.get(name) ?? {};
      const ended = state?.terminated ?? lastState?.terminated;
      const { waiting } = state ?? {};
      return {
        name,
        requests: amountsOf(resources?.requests),
        limits: amountsOf(resources?.limits),
        ...(waiting === undefined
          ? {}
          : {
              waiting: {
                reason: waiting.reason ?? "",
                ...(waiting.message === undefined ? {} : { message: waiting.message }),
              },
            }),
        ...(ended === undefined
          ? {}
          : {
              ended: {
                reason: ended.reason ?? "",
                exitCode: ended.exitCode ?? 0,
                ...(ended.message === undefined ? {} : { message: ended.message }),
              },
            }),
        restarts: restartCount,
      };
    }),
  };
}

/** Whether something went wrong with a pod that runs or ran. */
export function isTelling({ containers }: PodState): boolean {
  return containers.some(
    ({ restarts, ended }) => restarts > 0 || (ended !== undefined && ended.exitCode !== 0),
  );
}
