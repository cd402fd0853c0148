import { z } from "zod";

const text = z.string().trim().min(1);
/** What becomes part of an address must not lead elsewhere. */
const name = text.regex(/^[A-Za-z0-9][\w.:-]*$/, "expected a name of letters, digits, - and .");
const namespace = name.meta({ description: "The namespace" });
const selector = text.meta({ description: "Labels, as kubectl get --selector takes them" });
const path = z.string().regex(/^\/[\w./-]*$/, "expected a path that begins with /");

const metric = z.strictObject({
  component: text
    .optional()
    .meta({ description: "A component that Columbo reads, for example kube-apiserver; or" }),
  url: z.string().optional().meta({ description: "an address of http or https; or" }),
  pods: z
    .strictObject({
      namespace,
      selector,
      port: z.int().min(1).max(65_535),
      path: path.default("/metrics"),
    })
    .optional()
    .meta({ description: "pods, which are reached through the API server" }),
  path: path.optional().meta({ description: "Of a component; /metrics unless it is said" }),
  ca: text
    .optional()
    .meta({ description: "Of a https url: file with the authorities to check it against, from this file" }),
  identity: z
    .literal("cluster")
    .optional()
    .meta({ description: "Of a https url: show the server who Columbo is in the cluster" }),
  name: z
    .string()
    .regex(/^[a-zA-Z_:][\w:]*$/, "expected the name of a metric")
    .meta({ description: "The metric; of a histogram without _bucket, _sum and _count" }),
  labels: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: "What labels of a series must be; series that fit are added up" }),
  how: z.enum(["growth", "rate", "mean", "value"]).meta({
    description:
      "growth during the trial, that per second (rate), the mean of a histogram's observations, or its value after the trial",
  }),
  absent: z
    .number()
    .min(0)
    .optional()
    .meta({ description: "What counts where there is no such series; without it the fact is missing then" }),
});

const log = z.strictObject({
  file: text
    .optional()
    .meta({ description: "A file of the machine that Columbo runs on, from this file; or" }),
  pods: z
    .strictObject({ namespace, selector, container: name.optional() })
    .optional()
    .meta({ description: "pods, whose logs the API server gives" }),
  pattern: z.string().min(1).max(500).meta({
    description:
      "A regular expression with one named group such as (?<wait>[0-9.]+m?s); without one for count",
  }),
  take: z.enum(["count", "sum", "mean", "max", "last"]).meta({
    description: "How many lines fit, or what becomes of the group's values",
  }),
});

const object = z.strictObject({
  apiVersion: text.regex(/^([a-z0-9.-]+\/)?v[a-z0-9]+$/, "expected for example v1 or apps/v1"),
  kind: text.regex(/^[A-Za-z]+$/, "expected a kind such as ConfigMap"),
  namespace: namespace.optional(),
  name,
  path: z.union([text, z.array(text).min(1)]).meta({
    description: "The field: spec.replicas, or a list of its parts where one holds a dot",
  }),
});

const fact = z.strictObject({
  id: z
    .string()
    .regex(
      /^[a-z][a-z0-9-]*(\.[A-Za-z0-9-]+)+$/,
      "expected an id with a dot, such as my-part.waiting-seconds",
    )
    .meta({ description: "What rules call it" }),
  unit: text.meta({ description: "s, share, ratio, requests, pods, name ... ; name = not a number" }),
  meaning: text.meta({ description: "One phrase, for reports" }),
  metric: metric.optional(),
  log: log.optional(),
  object: object.optional(),
});

/** A file of facts. */
export const factsSchema = z.strictObject({ facts: z.array(fact).min(1).max(200) });

export type WrittenFact = z.infer<typeof fact>;

const keys: Readonly<Record<string, z.ZodObject>> = { metric, log, object };

/** The keys that the map under a path may have. */
export function factKeysUnder(place: readonly (string | number)[]): readonly string[] {
  if (place.length === 0) return ["facts"];
  const source = keys[String(place[2])];
  return Object.keys((source ?? fact).shape);
}

/** The JSON Schema of files of facts, for editors. */
export function factsEditorSchema(): object {
  return {
    title: "Facts of one's own, for Columbo's rules",
    ...z.toJSONSchema(factsSchema, { io: "input" }),
  };
}
