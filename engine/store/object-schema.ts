import { z } from "zod";

const labels = z.record(z.string(), z.string());
const amounts = z.looseObject({ cpuCores: z.number().optional(), memoryMiB: z.number().optional() });

/** A pod of a trial as the API showed it last. */
export const podSchema = z.looseObject({
  name: z.string(),
  node: z.string().optional(),
  phase: z.string(),
  unscheduled: z.looseObject({ reason: z.string(), message: z.string() }).optional(),
  containers: z.array(
    z.looseObject({
      name: z.string(),
      requests: amounts,
      limits: amounts,
      waiting: z.looseObject({ reason: z.string(), message: z.string().optional() }).optional(),
      ended: z
        .looseObject({ reason: z.string(), exitCode: z.number(), message: z.string().optional() })
        .optional(),
      restarts: z.number(),
    }),
  ),
});

/** Objects of the API that bear on a trial. */
export const clusterObjectsSchema = z.looseObject({
  nodes: z.array(
    z.looseObject({
      name: z.string(),
      allocatable: amounts.extend({ pods: z.number().optional() }),
      labels,
      taints: z.array(z.looseObject({ key: z.string(), value: z.string().optional(), effect: z.string() })),
      unschedulable: z.literal(true).optional(),
    }),
  ),
  webhooks: z.array(
    z.looseObject({
      configuration: z.string(),
      name: z.string(),
      kind: z.enum(["mutating", "validating"]),
      timeoutSeconds: z.number(),
      failurePolicy: z.string(),
    }),
  ),
  containerDefaults: z.array(z.looseObject({ limitRange: z.string(), requests: amounts, limits: amounts })),
});

/** What a client outside of the cluster asked for. */
export const loadSchema = z.looseObject({
  user: z.string(),
  userAgent: z.string(),
  verb: z.string(),
  resource: z.string(),
  requests: z.number(),
  seconds: z.number(),
});

export const priorityLevelSchema = z.looseObject({
  name: z.string(),
  shares: z.number(),
  lendablePercent: z.number(),
  flowSchemas: z.array(z.string()),
});
