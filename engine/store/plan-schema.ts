import { z } from "zod";

export const settingSchema = z.looseObject({
  parameter: z.string(),
  value: z.union([z.number(), z.boolean(), z.string()]),
});

/** A parameter or constant that the user described; its formulas were checked when the plan was made. */
const ownSchema = z.looseObject({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  mechanism: z.looseObject({ kind: z.string(), name: z.string(), before: z.string() }).optional(),
});

/** The shape of plan.json as far as judging and reporting rely on it. */
export const planSchema = z.looseObject({
  experiment: z.string(),
  file: z.string(),
  hash: z.string(),
  provider: z.enum(["local", "qemu", "existing", "simulated"]),
  kubernetes: z.string().regex(/^v\d+\.\d+\.\d+$/, "expected a version such as v1.34.4"),
  nodes: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.enum(["kwok", "hollow", "real", "virtual", "existing"]),
      cores: z.number(),
      memoryGiB: z.number(),
      maxPods: z.number(),
    }),
  ),
  podStart: z.looseObject({ minMs: z.number(), maxMs: z.number() }),
  apiServerPort: z.number().int(),
  workload: z.looseObject({
    application: z.literal("empty"),
    kind: z.enum(["job", "deployment", "statefulset", "daemonset"]).optional(),
    method: z.enum(["pod", "container", "file", "call"]),
    instances: z.number().int().positive(),
    cpuCores: z.number(),
    memoryGB: z.number(),
    sleepSeconds: z.number(),
    client: z.enum(["kubectl", "api"]),
    cpuLimitCores: z.number().optional(),
    memoryLimitGB: z.number().optional(),
    cacheWorker: z.boolean().optional(),
    image: z.looseObject({ reference: z.string(), command: z.array(z.string()) }).optional(),
    pod: z.looseObject({}).optional(),
    startCpuSeconds: z.number().optional(),
    startMemoryMB: z.number().optional(),
  }),
  observe: z.enum(["clock", "default", "all"]).optional(),
  registry: z
    .looseObject({
      rateMBps: z.number().optional(),
      pullRateMBps: z.number().optional(),
      imageMB: z.number(),
      images: z.number().int().positive().optional(),
    })
    .optional(),
  simulated: z
    .looseObject({
      controlCores: z.number().positive().optional(),
      nodeCores: z.number().positive().optional(),
      roundTripMs: z.looseObject({ client: z.number(), node: z.number() }),
      webhookMs: z.number(),
      nodeWork: z.number().optional(),
      workError: z.number(),
      images: z.number().int().positive(),
      nodeRateMBps: z.number().optional(),
      calibration: z.string().optional(),
    })
    .optional(),
  existing: z
    .looseObject({
      kubeconfig: z.string().optional(),
      context: z.string().optional(),
      namespace: z.string().optional(),
    })
    .optional(),
  settings: z.array(settingSchema),
  own: z
    .looseObject({
      parameters: z.array(ownSchema.extend({ default: z.union([z.number(), z.string()]) })),
      constants: z.array(ownSchema.extend({ value: z.union([z.number(), z.string()]) })),
    })
    .optional(),
  tuning: z.looseObject({
    goal: z.literal("deployment_time"),
    repeats: z.number().int().positive(),
    maxRepeats: z.number().int().positive().optional(),
    warmup: z.number().int(),
    maxIterations: z.number().int(),
    timeBudget: z.number().optional(),
    allow: z.array(z.string()),
    deny: z.array(z.string()),
    rules: z.array(z.string()),
    seed: z.number(),
    threshold: z.number().optional(),
  }),
});
