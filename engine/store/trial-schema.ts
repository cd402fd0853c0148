import { z } from "zod";
import { points } from "../../knowledge/index.ts";
import { clusterObjectsSchema, loadSchema, podSchema, priorityLevelSchema } from "./object-schema.ts";
import { settingSchema } from "./plan-schema.ts";

/** What a trial is called: also a label value of Kubernetes, and never a way out of the folder `trials/`. */
export const trialLabel = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "expected a trial's label such as baseline-1");

/** shown.json: the labels of the two trials that reports draw, those of median time before and after. */
export const shownSchema = z.strictObject({ before: trialLabel.optional(), after: trialLabel.optional() });

const labels = z.record(z.string(), z.string());
const pointId = z.enum(points.map(({ id }) => id));

const container = z.looseObject({
  job: z.string(),
  pod: z.string(),
  container: z.string(),
  node: z.string().optional(),
  points: z.partialRecord(
    pointId,
    z.looseObject({
      seconds: z.number(),
      source: z.string(),
      precision: z.number(),
      modelled: z.literal(true).optional(),
      late: z.literal(true).optional(),
    }),
  ),
});

const timeline = z.looseObject({
  startedAt: z.number(),
  containers: z.array(container),
  gaps: z.array(z.looseObject({ point: pointId, containers: z.number(), why: z.string() })),
  disagreements: z
    .array(
      z.looseObject({
        point: pointId,
        sources: z.tuple([z.string(), z.string()]),
        containers: z.number(),
        seconds: z.number(),
      }),
    )
    .optional(),
  clocks: z
    .array(
      z.looseObject({
        host: z.string(),
        low: z.number().optional(),
        high: z.number().optional(),
        source: z.string(),
      }),
    )
    .optional(),
});

const request = z.looseObject({
  verb: z.string(),
  resource: z.string(),
  user: z.string(),
  name: z.string().optional(),
  receivedAt: z.number(),
  latency: z.number(),
  code: z.number(),
});

const wait = z.looseObject({
  component: z.string(),
  verb: z.string(),
  url: z.string(),
  sentAt: z.number(),
  waited: z.number(),
});

/** What a right is granted by, for the rule that reports show. */
const right = z.looseObject({
  verb: z.string(),
  resource: z.string().optional(),
  group: z.string().optional(),
  path: z.string().optional(),
  namespace: z.string().optional(),
});

/** The shape of trials/<label>.json as far as judging and reporting rely on it. */
export const trialSchema = z
  .looseObject({
    schema: z.literal(1),
    plan: z.string(),
    label: trialLabel,
    settings: z.array(settingSchema),
    cores: z.number().positive(),
    deploymentSeconds: z.number().positive(),
    incomplete: z.looseObject({ why: z.string(), ran: z.number(), of: z.number() }).optional(),
    timeline,
    requests: z.array(request),
    waits: z.array(wait),
    metrics: z.array(z.looseObject({ component: z.string(), name: z.string(), labels, delta: z.number() })),
    cpu: z.array(
      z.looseObject({
        at: z.number(),
        hostBusy: z.number(),
        nodesBusy: z.number().optional(),
        machinesBusy: z.record(z.string(), z.number()).optional(),
        cores: z.record(z.string(), z.number()),
        quotas: z
          .record(z.string(), z.looseObject({ cores: z.number(), throttledShare: z.number() }))
          .optional(),
      }),
    ),
    calls: z.array(
      z.looseObject({
        startedAt: z.number(),
        finishedAt: z.number(),
        jobs: z.array(z.string()),
        roundTrips: z.number().optional(),
      }),
    ),
    warnings: z.array(
      z.looseObject({ at: z.number(), reason: z.string(), object: z.string(), message: z.string() }),
    ),
    usage: z
      .array(
        z.looseObject({
          at: z.number(),
          of: z.string(),
          cores: z.number().optional(),
          memoryMiB: z.number().optional(),
        }),
      )
      .optional(),
    unseen: z
      .array(
        z.looseObject({
          source: z.string(),
          why: z.string(),
          points: z.array(pointId),
          rights: z.array(right).optional(),
        }),
      )
      .optional(),
    stepMeans: z
      .array(z.looseObject({ step: pointId, seconds: z.number(), count: z.number(), source: z.string() }))
      .optional(),
    pods: z.array(podSchema).optional(),
    objects: clusterObjectsSchema.optional(),
    loads: z.array(loadSchema).optional(),
    shims: z.array(z.looseObject({ pod: z.string(), at: z.number() })).optional(),
    priorityLevels: z.array(priorityLevelSchema).optional(),
    roundTripSeconds: z.number().optional(),
    own: z
      .array(
        z.looseObject({
          id: z.string(),
          unit: z.string(),
          meaning: z.string(),
          value: z.union([z.number(), z.string()]).optional(),
          missing: z.string().optional(),
          origin: z.string(),
        }),
      )
      .optional(),
    observers: z.array(z.string()).optional(),
  })
  .refine(({ timeline: { containers }, incomplete }) => containers.length > 0 || incomplete !== undefined, {
    path: ["timeline", "containers"],
    error: "expected at least one container, unless the trial is incomplete",
  });
