import { z } from "zod";

const text = z.string().min(1, "expected a text that is not empty");
const id = z
  .string()
  .regex(
    /^[A-Za-z][\w-]*(\.[A-Za-z][\w-]*)+$/,
    "expected <component>.<name> of letters, digits, - and _, for example my-operator.client-qps",
  );
const formula = z.union([z.number(), z.string().min(1)]);

/** A mechanism as its file has it; which numbers belong to which kind is checked apart, for better sentences. */
const mechanism = z.strictObject({
  kind: text,
  name: text.optional(),
  before: text.optional(),
  stage: text.optional(),
  per: z.enum(["cluster", "node"]).optional(),
  rate: formula.optional(),
  burst: formula.optional(),
  workers: formula.optional(),
  seconds: formula.optional(),
});

const parameter = z.strictObject({
  id,
  title: text,
  type: z.enum(["integer", "number", "duration"]),
  unit: text.optional(),
  default: z.union([z.number(), z.string()]),
  range: z.strictObject({
    min: z.union([z.number(), z.string()]),
    max: z.union([z.number(), z.string()]),
  }),
  mechanism: mechanism.optional(),
  formula: text.optional(),
  goesWith: z.array(z.string()).optional(),
  risk: text,
  restart: text.optional(),
  set: text,
  source: text,
});

const constant = z.strictObject({
  id,
  title: text,
  unit: text.optional(),
  value: formula,
  mechanism: mechanism.optional(),
  formula: text.optional(),
  source: text,
});

/** The shape of a file of parameters. */
export const ownSchema = z.strictObject({
  parameters: z.array(parameter).optional(),
  constants: z.array(constant).optional(),
});

export type WrittenParameter = z.infer<typeof parameter>;
export type WrittenConstant = z.infer<typeof constant>;
export type WrittenMechanism = z.infer<typeof mechanism>;

const keys = {
  parameters: Object.keys(parameter.shape),
  constants: Object.keys(constant.shape),
  mechanism: Object.keys(mechanism.shape),
  range: ["min", "max"],
};

/** The keys that the map under a path may have. */
export function ownKeys(path: readonly (string | number)[]): readonly string[] {
  const [list, , inner] = path;
  if (inner === "mechanism" || inner === "range") return keys[inner];
  return list === "parameters" || list === "constants" ? keys[list] : ["parameters", "constants"];
}
