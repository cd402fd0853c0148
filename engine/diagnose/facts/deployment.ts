import { hasReadinessProbe } from "../../../experiments/index.ts";
import { stages, type StageId } from "../../../knowledge/index.ts";
import { modelledStartOf, stageTimesOf } from "../../timeline/index.ts";
import { derived, known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import type { TrialView } from "../trial-view.ts";

const lastContainer = "timeline of the last container";

/** How long the deployment and its stages took, and what the model says of it. */
export function deploymentFacts(view: TrialView): Readings {
  const { record, context } = view;
  const { containers } = record.timeline;
  const count = (values: readonly string[], what: string): Reading =>
    values.length > 0
      ? known(new Set(values).size, `${what} in the timeline`)
      : missing("the timeline has no container");
  return {
    "deployment.seconds": known(
      record.deploymentSeconds,
      `client start until the last container ${hasReadinessProbe(context.plan.workload) ? "was ready" : "ran"}`,
    ),
    "deployment.containers": count(
      containers.map(({ pod, container }) => `${pod}/${container}`),
      "containers",
    ),
    "deployment.pods": count(
      containers.map(({ pod }) => pod),
      "pods",
    ),
    "deployment.jobs": count(
      containers.map(({ job }) => job),
      "Jobs",
    ),
    "noise.seconds": known(context.noiseSeconds, "spread of the trials, at most a quarter of their median"),
    ...stageFacts(view),
    ...modelFacts(view),
  };
}

function stageFacts({ record }: TrialView): Readings {
  const last = record.timeline.containers.at(-1);
  const times = last === undefined ? undefined : stageTimesOf(last);
  if (last === undefined || times === undefined) {
    const gap = stages
      .flatMap(({ from, to }) => [from, to])
      .find((point) => last?.points[point] === undefined);
    const why = missing(`the last container's timeline lacks ${gap ?? "every point"}`);
    const ids = [
      ...stages.map(({ id }) => `stage.${id}.seconds`),
      "stages.longest",
      "stages.modelled-seconds",
    ];
    return readingOf(why, ids);
  }
  const measured = stages.filter(({ to }) => last.points[to]?.modelled !== true);
  const longest = measured.reduce<StageId>((best, { id }) => (times[id] > times[best] ? id : best), "S1");
  const start = modelledStartOf(last);
  const modelled = start === undefined ? 0 : start.to - start.from;
  return {
    ...Object.fromEntries(stages.map(({ id }) => [`stage.${id}.seconds`, known(times[id], lastContainer)])),
    "stages.longest": known(longest, lastContainer),
    "stages.modelled-seconds": known(modelled, lastContainer),
  };
}

function modelFacts({ record, context: { model } }: TrialView): Readings {
  const whole = (part: Readonly<Partial<Record<StageId, number>>> | undefined, what: string): Reading => {
    const lacking = stages.find(({ id }) => part?.[id] === undefined);
    if (lacking !== undefined) return missing(`the model gives no ${what} for stage ${lacking.id}`);
    return known(
      stages.reduce((sum, { id }) => sum + (part?.[id] ?? 0), 0),
      "model, all stages",
    );
  };
  const best = whole(model?.bestCase, "best case");
  const gap = derived(
    best,
    (seconds) => Math.max(0, record.deploymentSeconds - seconds),
    "measured - best case",
  );
  return {
    "deployment.best-case-seconds": best,
    "deployment.predicted-seconds": whole(model?.predicted, "prediction"),
    "deployment.gap-seconds": gap,
    "deployment.gap-share": derived(gap, (seconds) => seconds / record.deploymentSeconds, "gap / deployment"),
  };
}
