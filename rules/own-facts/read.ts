import { dirname, resolve } from "node:path";
import {
  inOrder,
  shapeFaults,
  type Component,
  type YamlFault,
  type YamlFile,
} from "../../knowledge/index.ts";
import { checkFact } from "./check.ts";
import type { LogSource, MetricPlace, MetricSource, ObjectSource, OwnFact } from "./own-fact.ts";
import { factKeysUnder, factsSchema, type WrittenFact } from "./schema.ts";

/** A file of facts: what it describes, or every fault that it has. */
export interface ReadFacts {
  readonly facts: readonly OwnFact[];
  readonly faults: readonly YamlFault[];
}

/** Reads the facts of files; an id may be described once. Never throws. */
export function readFacts(files: readonly YamlFile[]): ReadFacts {
  const facts = new Map<string, OwnFact>();
  const faults: YamlFault[] = [];
  for (const yaml of files) {
    const read = factsOfFile(yaml);
    const own = [...read.faults];
    for (const [index, fact] of read.facts.entries()) {
      const same = facts.get(fact.id);
      if (same === undefined) facts.set(fact.id, fact);
      else own.push(yaml.faultAt(["facts", index, "id"], `${same.file} describes ${fact.id} too`));
    }
    faults.push(...inOrder(own));
  }
  return { facts: [...facts.values()], faults };
}

function factsOfFile(yaml: YamlFile): ReadFacts {
  if (yaml.faults.length > 0) return { facts: [], faults: yaml.faults };
  if (typeof yaml.value !== "object" || yaml.value === null || Array.isArray(yaml.value))
    return { facts: [], faults: [yaml.faultAt([], 'expected a map with the list "facts"')] };
  const shape = factsSchema.safeParse(yaml.value);
  if (!shape.success)
    return {
      facts: [],
      faults: shape.error.issues.flatMap((issue) => shapeFaults(yaml, issue, factKeysUnder)),
    };
  const written = shape.data.facts;
  const faults = written.flatMap((fact, index) => checkFact(yaml, fact, ["facts", index]));
  // Those with a fault are known too: a rule that uses one has no fault for that.
  return { facts: written.map((fact) => factOf(fact, yaml.file)), faults };
}

function factOf({ id, unit, meaning, ...sources }: WrittenFact, file: string): OwnFact {
  const metric = sources.metric && metricOf(sources.metric, file);
  const log = sources.log && logOf(sources.log, file);
  const object = sources.object && objectOf(sources.object);
  return { id, unit, meaning, file, metric, log, object };
}

function metricOf(written: NonNullable<WrittenFact["metric"]>, file: string): MetricSource {
  const { component, url, pods, path, ca, identity, name, labels, how, absent } = written;
  return { from: placeOf(), name, labels, how, absent };

  function placeOf(): MetricPlace {
    if (pods !== undefined) return { pods };
    if (url !== undefined) return { url, identity, ca: ca && resolve(dirname(file), ca) };
    return { component: component as Component, path };
  }
}

function logOf(written: NonNullable<WrittenFact["log"]>, file: string): LogSource {
  const { pods, pattern, take } = written;
  const from = pods === undefined ? { file: resolve(dirname(file), written.file ?? "") } : { pods };
  return { from, pattern, take };
}

function objectOf({ path, ...rest }: NonNullable<WrittenFact["object"]>): ObjectSource {
  return { ...rest, path: typeof path === "string" ? path.split(".") : path };
}
