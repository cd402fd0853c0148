import type { Warning } from "../trial/record.ts";
import type { PodEvent, Waiting } from "./pod-status.ts";

/** Reasons of the normal way to a container. */
const usual: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);
/** Reasons that no time changes: the kubelet tries on, with the same result (pkg/kubelet/images). */
const final: ReadonlySet<string> = new Set(["ErrImageNeverPull", "InvalidImageName"]);

/** Why containers of the pod do not run, in the cluster's words. */
export function reasonsOf(event: PodEvent, at: number): readonly Warning[] {
  const { metadata, status } = event.object;
  const warning = ({ reason = "", message = "" }: Waiting): Warning => ({
    at,
    reason,
    object: metadata.name,
    message,
  });
  const unscheduled = (status?.conditions ?? []).filter(
    ({ type, reason }) => type === "PodScheduled" && reason === "Unschedulable",
  );
  const waiting = (status?.containerStatuses ?? []).flatMap(({ state }) =>
    state?.waiting?.reason === undefined || usual.has(state.waiting.reason) ? [] : [state.waiting],
  );
  return [...unscheduled, ...waiting].map(warning);
}

/** What a pod's version says about containers that will not run, or that ended as they should not. */
export interface Verdicts {
  /** Containers that will never run, each with the cluster's words. */
  readonly refused: readonly { readonly container: string; readonly why: string }[];
  /** The first container that ended with an error. */
  readonly ended?: string;
}

export function verdictsOf({ object: { metadata, status } }: PodEvent): Verdicts {
  const statuses = status?.containerStatuses ?? [];
  const refused = statuses.flatMap(({ name, state }) => {
    const { reason = "", message } = state?.waiting ?? {};
    const words = message === undefined ? reason : `${reason}: ${message}`;
    return final.has(reason)
      ? [{ container: name, why: `container ${name} of pod ${metadata.name}: ${words}` }]
      : [];
  });
  const [ended] = statuses.flatMap(({ name, state, lastState }) =>
    [state?.terminated, lastState?.terminated].flatMap((end) => {
      if (end === undefined || (end.exitCode ?? 0) === 0) return [];
      const words = [end.reason, end.message].filter((text) => text !== undefined && text !== "").join(": ");
      return [
        `container ${name} of pod ${metadata.name} ended with exit code ${String(end.exitCode)}${words === "" ? "" : ` (${words})`}`,
      ];
    }),
  );
  return { refused, ...(ended === undefined ? {} : { ended }) };
}
