import { z } from "zod";
import { stages, type StageId } from "../knowledge/index.ts";
import type { Condition } from "./rule.ts";

const stageIds = stages.map(({ id }) => id) as [StageId, ...StageId[]];
const factValue = z.union([z.number(), z.string()]);
const text = z.string().trim().min(1);

const name = z.string().optional();
const priority = z
  .number()
  .positive()
  .optional()
  .meta({ description: "Taken and not used: all conditions are evaluated, so that each can be evidence" });
const comparison = z.strictObject({
  fact: text,
  operator: text,
  value: z.union([factValue, z.array(factValue).min(1), z.strictObject({ fact: text })]),
  name,
  priority,
});
const condition: z.ZodType<Condition> = z.lazy(() => z.union([comparison, group]));
const group = z.union([
  z.strictObject({ all: z.array(condition).min(1), name, priority }),
  z.strictObject({ any: z.array(condition).min(1), name, priority }),
  z.strictObject({ not: condition, name, priority }),
]);

const example = z.strictObject({
  name: text.meta({ description: "What the example shows" }),
  facts: z.record(z.string(), factValue).meta({ description: "The facts that are known, by id" }),
  expect: z.enum(["fires", "does-not-fire", "cannot-tell"]),
});

function ruleWith<C extends z.ZodType>(conditions: C) {
  return z.strictObject({
    name: text.meta({ description: "Unique among all rules" }),
    cause: z
      .string()
      .regex(/^(none|[a-z0-9-]+\/[a-z0-9-]+)$/, "expected <where>/<mechanism> in small letters, or none")
      .meta({ description: "<where>/<mechanism>, or none" }),
    title: text.meta({ description: "What was found, as a short sentence" }),
    stage: z.enum([...stageIds, "longest"]).meta({
      description: "The stage that the cause prolongs; longest = whichever measured one lasts longest",
    }),
    requires: z.array(z.string()).min(1).meta({ description: "Facts without which the rule cannot tell" }),
    conditions,
    explains: z
      .string()
      .optional()
      .meta({ description: "The fact with the seconds of the deployment that this cause explains" }),
    shows: z.array(z.string()).default([]).meta({ description: "Further facts for the evidence" }),
    suggests: z
      .array(z.string())
      .default([])
      .meta({ description: "Parameters to be changed; never values, those come from the simulation" }),
    advice: text.meta({ description: "What to do and what it costs" }),
    examples: z.array(example).min(3).meta({ description: "The rule's tests, at least one of each kind" }),
  });
}

/**
 * A rule file without its conditions, which have a check of their own: a union of nested objects would answer
 * every slip with "no alternative fits".
 */
export const ruleSchema = ruleWith(z.record(z.string(), z.unknown()));

/** The JSON Schema of rule files, for editors. */
export function editorSchema(): object {
  return { title: "Columbo rule", ...z.toJSONSchema(ruleWith(group), { io: "input" }) };
}
