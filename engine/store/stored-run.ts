/**
 * The run folder's contents as values: what `result.json` and the files beside it hold.
 * Reports are renderings of this and see nothing else of the engine.
 */
import { z } from "zod";
import type { Plan } from "../../experiments/index.ts";
import type { Timeline } from "../timeline/timeline.ts";

export type { Timeline, ContainerTimeline, TimelinePoint } from "../timeline/timeline.ts";

const stageId = z.enum(["S1", "S2", "S3", "S4", "S5", "S6"]);
const value = z.union([z.number(), z.boolean(), z.string()]);

/** Median, and the lowest and highest trial, in seconds. */
const spread = z.strictObject({ median: z.number(), low: z.number(), high: z.number() });

/** A stage's share of the last container's deployment time: the six add up to the deployment time. */
const stageResult = spread.extend({
  /** True when nobody measured it (kwok nodes have no kubelet). */
  modelled: z.boolean(),
  /** Seconds that the calibrated simulation predicts. */
  predicted: z.number().optional(),
  /** Seconds if nothing but the hardware bounded it. */
  bestCase: z.number().optional(),
});

const phase = z.strictObject({
  deploymentSeconds: spread.extend({ trials: z.array(z.number()) }),
  /** A stage is absent when no trial showed both of its ends. */
  stages: z.partialRecord(stageId, stageResult),
});

const evidence = z.strictObject({ fact: z.string(), value, unit: z.string(), origin: z.string() });

const change = z.strictObject({ parameter: z.string(), from: value, to: value });

/** Seconds of deployment, with the interval that holds 90 % of what is expected or was resampled. */
const estimate = z.strictObject({ deploymentSeconds: z.number(), low: z.number(), high: z.number() });

const finding = z.strictObject({
  cause: z.string(),
  stage: stageId,
  rule: z.string(),
  title: z.string(),
  /** Seconds of the deployment that this cause explains. */
  explainsSeconds: z.number(),
  evidence: z.array(evidence),
  /** What to do, in words; the only advice where nothing can be set. */
  advice: z.string(),
  changes: z.array(change),
  predicted: estimate.optional(),
  measured: estimate
    .extend({
      /** Difference of the medians after - before, in seconds, with its 95 % bootstrap interval. */
      difference: z.number(),
      differenceLow: z.number(),
      differenceHigh: z.number(),
    })
    .optional(),
  outcome: z.enum(["kept", "rolled-back", "not-tried"]),
  /** Why it was not tried or was rolled back, one sentence. */
  reason: z.string().optional(),
});

const ruledOut = z.strictObject({ cause: z.string(), why: z.string(), evidence: z.array(evidence) });
const cannotTell = z.strictObject({ cause: z.string(), missing: z.array(z.string()) });

export const resultSchema = z.strictObject({
  schema: z.literal(1),
  experiment: z.string(),
  provider: z.string(),
  kubernetes: z.string(),
  /** not-tried: a cause was found whose change was not tried, as its finding's `reason` says. */
  verdict: z.enum([
    "improved",
    "nothing-to-tune",
    "not-tried",
    "outside-parameters",
    "cannot-tell",
    "failed",
  ]),
  /** One sentence, for example "400 pods in 20.3 s -> 3.9 s, -81 %". */
  headline: z.string(),
  baseline: phase.optional(),
  /** Under the kept changes; absent when none was kept. */
  final: phase.optional(),
  /** final / baseline - 1 of the medians; absent as `final` is. */
  change: z.number().optional(),
  findings: z.array(finding),
  ruledOut: z.array(ruledOut),
  cannotTell: z.array(cannotTell),
  iterations: z.number().int(),
  model: z.strictObject({ baselineErrorPercent: z.number().optional(), note: z.string().optional() }),
  /** Kept values that differ from the defaults at the end. */
  settings: z.array(z.strictObject({ parameter: z.string(), value })),
  /** Machine, versions and durations, for whoever wants to judge the numbers. */
  environment: z.strictObject({
    columbo: z.string(),
    node: z.string(),
    os: z.string(),
    cores: z.number().int(),
    memoryGiB: z.number(),
    startedAt: z.string(),
    finishedAt: z.string(),
    /**
     * Seconds from the program's start until the cluster was gone, getting and checking binaries included. Only the
     * reports come later, since they show it.
     */
    commandSeconds: z.number(),
    /** Seconds of the trials in it, each from its client's start until its last container ran. */
    trialSeconds: z.number(),
  }),
  /** Why a failed run failed. */
  failure: z.string().optional(),
});

export type Result = z.infer<typeof resultSchema>;
export type Finding = z.infer<typeof finding>;
export type Phase = z.infer<typeof phase>;
export type Evidence = z.infer<typeof evidence>;
export type StageResult = z.infer<typeof stageResult>;

/** A whole run as read back from its folder. */
export interface StoredRun {
  readonly folder: string;
  readonly plan: Plan;
  readonly result: Result;
  /** The trial of median deployment time under the starting configuration, and under the final one. */
  readonly before?: Timeline;
  readonly after?: Timeline;
}
