/**
 * The run folder's contents as values: what `result.json` and the files beside it hold.
 * Reports are renderings of this and see nothing else of the engine.
 */
import { z } from "zod";
import type { Plan } from "../../experiments/index.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { machinesSchema } from "./machines-schema.ts";

export type { Timeline, ContainerTimeline, TimelinePoint } from "../timeline/timeline.ts";

const stageId = z.enum(["S1", "S2", "S3", "S4", "S5", "S6"]);
const value = z.union([z.number(), z.boolean(), z.string()]);

/** Median, and the lowest and highest trial, in seconds. */
const spread = z.strictObject({ median: z.number(), low: z.number(), high: z.number() });

/** A stage's share of the last container's deployment time: the six, and what comes after them, add up to it. */
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
  /** From the last container's running until it was ready, seconds; absent without a readiness probe. */
  untilReady: spread.optional(),
  /** Of a deployment that was ended before all its containers ran: its times are lower bounds; absent when all ran. */
  incomplete: z.strictObject({ why: z.string(), ran: z.number().int(), of: z.number().int() }).optional(),
});

const evidence = z.strictObject({ fact: z.string(), value, unit: z.string(), origin: z.string() });

const change = z.strictObject({ parameter: z.string(), from: value, to: value });

/** Seconds of deployment, with the interval that holds 90 % of what is expected or was resampled. */
const estimate = z.strictObject({ deploymentSeconds: z.number(), low: z.number(), high: z.number() });

const ranOf = z.strictObject({ ran: z.number().int(), of: z.number().int() });

const finding = z.strictObject({
  cause: z.string(),
  stage: stageId,
  rule: z.string(),
  title: z.string(),
  /** Seconds of the deployment that this cause explains. */
  explainsSeconds: z.number(),
  /** Their share of the deployment time then; absent in results of earlier versions. */
  share: z.number().optional(),
  evidence: z.array(evidence),
  /** Causes that looked alike, the nearest first, and what rules each out. */
  considered: z.array(z.strictObject({ cause: z.string(), why: z.string() })).optional(),
  /** What to do, in words; the only advice where nothing can be set. */
  advice: z.string(),
  changes: z.array(change),
  predicted: estimate.optional(),
  /** How the changes' values follow from what was measured, one sentence; absent where a simulation chose them. */
  changeReason: z.string().optional(),
  measured: estimate
    .extend({
      /** Difference of the medians after - before, in seconds, with its 95 % bootstrap interval. */
      difference: z.number(),
      differenceLow: z.number(),
      differenceHigh: z.number(),
      /** Chance that the trials after would rank as fast if nothing had changed: exact, one-sided. */
      rankP: z.number().optional(),
      /** Trials that were compared, those taken in turn among them. */
      trialsBefore: z.number().int().optional(),
      trialsAfter: z.number().int().optional(),
      /** Trials under the former settings that were taken in turn with later ones under the change. */
      interleaved: z.number().int().optional(),
      /** Medians under the same settings, earlier and later, where they differ beyond the noise: then only trials taken in turn count. */
      drift: z.strictObject({ earlier: z.number(), later: z.number() }).optional(),
      /** Containers that ran, where not all did in every trial: times are lower bounds then. */
      containers: z.strictObject({ before: ranOf, after: ranOf }).optional(),
    })
    .optional(),
  /** confirmed, not-confirmed: somebody else made the change, and trials before and after it were compared. */
  outcome: z.enum(["kept", "rolled-back", "not-tried", "confirmed", "not-confirmed"]),
  /** Why it was not tried or was rolled back, one sentence. */
  reason: z.string().optional(),
});

/** One step of the pipeline over all containers of the trial shown; seconds. */
const step = z.strictObject({
  number: z.number().int(),
  /** Absent for what comes after the six stages. */
  stage: stageId.optional(),
  from: z.string(),
  to: z.string(),
  name: z.string(),
  /** Containers on whose way both ends were seen, of so many. */
  containers: z.number().int(),
  of: z.number().int(),
  /** True when one of the step's ends was modelled rather than seen. */
  modelled: z.boolean().optional(),
  median: z.number().optional(),
  longest: z.number().optional(),
  /** Of the container that ran last: over all steps these add up to the deployment time, where each was seen. */
  last: z.number().optional(),
  /** Half width of what the sources of both ends can tell apart, together; the coarsest container. */
  precision: z.number().optional(),
  /** Sources of the step's end. */
  sources: z.array(z.string()),
  /** From counters, where no source shows the step per container. */
  mean: z.strictObject({ seconds: z.number(), count: z.number(), source: z.string() }).optional(),
});

/** How well the trial shown was seen. */
const observed = z.strictObject({
  trial: z.string(),
  observers: z.array(z.string()),
  steps: z.array(step),
  /** Of the steps that this cluster's nodes have, the share seen over all containers, per cent. */
  coveragePercent: z.number(),
  clocks: z.array(
    z.strictObject({
      host: z.string(),
      low: z.number().optional(),
      high: z.number().optional(),
      source: z.string(),
    }),
  ),
  disagreements: z.array(
    z.strictObject({
      point: z.string(),
      sources: z.tuple([z.string(), z.string()]),
      containers: z.number().int(),
      seconds: z.number(),
    }),
  ),
  unseen: z.array(
    z.strictObject({
      source: z.string(),
      why: z.string(),
      points: z.array(z.string()),
      /** The rule of a ClusterRole or Role that would allow it, as YAML. */
      grant: z.string().optional(),
    }),
  ),
});

const ruledOut = z.strictObject({ cause: z.string(), why: z.string(), evidence: z.array(evidence) });
const cannotTell = z.strictObject({ cause: z.string(), missing: z.array(z.string()) });

export const resultSchema = z.strictObject({
  schema: z.literal(1),
  experiment: z.string(),
  provider: z.string(),
  kubernetes: z.string(),
  /**
   * not-tried: a cause was found whose change was not tried, as its finding's `reason` says; not-confirmed: a change that
   * somebody else made did not help.
   */
  verdict: z.enum([
    "improved",
    "nothing-to-tune",
    "not-tried",
    "outside-parameters",
    "cannot-tell",
    "not-confirmed",
    "failed",
  ]),
  /** One sentence, for example "400 pods in 20.3 s -> 3.9 s, -81 %". */
  headline: z.string(),
  baseline: phase.optional(),
  /** Under the kept changes; absent when none was kept. */
  final: phase.optional(),
  /** final / baseline - 1 of the medians; absent as `final` is, and where not all containers ran. */
  change: z.number().optional(),
  findings: z.array(finding),
  ruledOut: z.array(ruledOut),
  cannotTell: z.array(cannotTell),
  iterations: z.number().int(),
  model: z.strictObject({ baselineErrorPercent: z.number().optional(), note: z.string().optional() }),
  observed: observed.optional(),
  /** The same for runs on the same cluster; absent for a cluster that ended with the run. */
  cluster: z.string().optional(),
  /** Absent where the cluster was not made of virtual machines. */
  machines: machinesSchema.optional(),
  /** What a reader must know to judge the numbers, one sentence each. */
  notes: z.array(z.string()).optional(),
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

export type Machines = z.infer<typeof machinesSchema>;
export type Observed = z.infer<typeof observed>;
export type ObservedStep = z.infer<typeof step>;
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
