import { hasReadinessProbe } from "../../../experiments/index.ts";
import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import type { Interval } from "../intervals.ts";
import { configured, type TrialView } from "../trial-view.ts";

const initialDelay = "workload.readinessProbe.initialDelaySeconds";
const period = "workload.readinessProbe.periodSeconds";
const without = "the pods have no readiness probe";

/**
 * What asking, and telling the API of the answer, takes beside the waits for the question, seconds: the kubelet
 * compares whole seconds, and tells a pod's status at its next turn.
 */
const askingSeconds = 1.5;

/** How long the last container was waited for after its application ran, since nobody had asked whether it was ready. */
export function readinessFacts(view: TrialView): Readings {
  const isProbed = hasReadinessProbe(view.context.plan.workload);
  const timing = (id: string): Reading => {
    if (!isProbed) return known(0, without);
    const { value, origin } = configured(view, id);
    return known(value, origin);
  };
  const waited = isProbed ? waits(view) : { after: known(0, without), byProbe: known(0, without) };
  return {
    "readiness.after-running-seconds": waited.after,
    "readiness.delay-seconds": timing(initialDelay),
    "readiness.period-seconds": timing(period),
    "readiness.seconds": waited.byProbe,
    "readiness.share": derived(
      waited.byProbe,
      (seconds) => seconds / view.record.deploymentSeconds,
      "readiness.seconds / deployment",
    ),
  };
}

/** When nobody had asked the last container yet. */
export function readinessWait(view: TrialView): readonly Interval[] {
  if (!hasReadinessProbe(view.context.plan.workload)) return [];
  const { byProbe } = waits(view);
  const ready = view.record.timeline.containers.at(-1)?.points["container-ready"]?.seconds;
  if ("missing" in byProbe || ready === undefined) return [];
  return [{ from: ready - Number(byProbe.value), to: ready }];
}

/**
 * The first question comes at the first turn after the delay. A container that is ready by then was not asked before;
 * one that is ready later has answered no, and then it is the application that was waited for.
 */
function waits(view: TrialView): { readonly after: Reading; readonly byProbe: Reading } {
  const points = view.record.timeline.containers.at(-1)?.points ?? {};
  const [started, running, reported, ready] = [
    points["container-started"] ?? points["container-running"],
    points["container-running"],
    points["running-reported"],
    points["container-ready"],
  ].map((point) => point?.seconds);
  if (started === undefined || running === undefined || ready === undefined) {
    const why = missing("the last container's timeline does not show that it ran and was ready");
    return { after: why, byProbe: why };
  }
  const firstAnswer =
    started + configured(view, initialDelay).value + configured(view, period).value + askingSeconds;
  const after = known(ready - running, "timeline of the last container");
  if (ready > firstAnswer) return { after, byProbe: known(0, "it was asked earlier, and was not ready") };
  // The API hears of the container's running no sooner than of anything else.
  const waited = Math.max(0, ready - Math.max(running, reported ?? running));
  return { after, byProbe: known(waited, "timeline of the last container, from the report that it runs") };
}
