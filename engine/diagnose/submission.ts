import { clip, overlap, type Interval } from "./intervals.ts";
import { busiestMachine, cpuStretches, meanOver } from "./processor.ts";
import { oncePerTrial, since, type TrialView } from "./trial-view.ts";

/** From the client's start until the API server had received the workload's last object; undefined where nothing shows it. */
export const submission = oncePerTrial((view): Interval | undefined => {
  const { kind = "job" } = view.context.plan.workload;
  const audited = view.record.requests
    .filter(({ verb, resource }) => verb === "create" && resource === `${kind}s`)
    .map(({ receivedAt }) => since(view, receivedAt));
  const seen = view.record.timeline.containers.flatMap(({ points }) => points["job-received"]?.seconds ?? []);
  const all = audited.length > 0 ? audited : seen;
  if (all.length === 0) return undefined;
  return clip({ from: 0, to: all.reduce((max, at) => Math.max(max, at), 0) }, view.window);
});

/** The part of the processor time used in a stretch of time that the client used, 0 to 1; undefined when nobody sampled it. */
export function clientsPart(view: TrialView, during: Interval): number | undefined {
  const stretches = cpuStretches(view);
  const mean = (value: Parameters<typeof meanOver>[2]): number =>
    meanOver(stretches, (stretch) => overlap(stretch, [during]), value) ?? 0;
  if (stretches.length === 0) return undefined;
  const busy = mean((sample) => busiestMachine(sample).busy * view.record.cores);
  return busy === 0 ? 0 : Math.min(1, mean(({ cores }) => cores["client"] ?? 0) / busy);
}

/** With so much of the processor it is the client that keeps the machine busy, whoever else has some of it. */
const busyPart = 0.35;

/** The submission, where it is the many calls of the client themselves that keep the machine busy. */
export const busySubmission = oncePerTrial((view): readonly Interval[] => {
  const during = submission(view);
  if (during === undefined || view.record.calls.length < 2) return [];
  return (clientsPart(view, during) ?? 0) >= busyPart ? [during] : [];
});
