import { durationText } from "../duration.ts";
import type { StageId } from "../stages/stages.ts";
import { inOrder, readYaml, shapeFaults, type YamlFault, type YamlFile } from "../yaml/index.ts";
import { checkFormulas } from "./check-formulas.ts";
import { checkMechanism, mechanismOf } from "./check-mechanism.ts";
import { checkNames, checkReferences, namesIn } from "./check-references.ts";
import { checkValues, spanOf } from "./check-values.ts";
import { draftsOf, type Draft } from "./draft.ts";
import { mechanismNumbers, stageBefore } from "./mechanisms.ts";
import type { OwnConstant, OwnKnowledge, OwnMechanism, OwnParameter } from "./own-parameter.ts";
import { ownKeys, ownSchema } from "./schema.ts";

/** What files of parameters describe, or every fault that they have. */
export interface ReadOwn {
  /** Absent when there are faults. */
  readonly own?: OwnKnowledge;
  readonly faults: readonly YamlFault[];
}

/**
 * Reads the texts of files of parameters; entries may refer to those of other files. Never throws.
 * What is said of references needs entries that are right in themselves, so it comes when nothing else is wrong.
 */
export function readOwn(files: readonly { readonly file: string; readonly text: string }[]): ReadOwn {
  const read = files.map(({ file, text }) => entriesOf(readYaml(file, text)));
  const drafts = read.flatMap((one) => one.drafts);
  const faults = [
    ...read.flatMap((one) => one.faults),
    ...checkNames(drafts),
    ...drafts.flatMap((draft) => [...checkValues(draft), ...checkMechanism(draft)]),
  ];
  if (faults.length > 0) return { faults: sorted(faults) };
  const references = checkReferences(drafts);
  const own = knowledgeOf(drafts);
  const circles = references.some(({ message }) => message.includes(" value: goes round"));
  const formulas = circles ? [] : drafts.flatMap((draft) => checkFormulas(draft, own));
  // A formula that cannot be read makes what it means to use look unused.
  const all = formulas.length > 0 ? formulas : references;
  return all.length > 0 ? { faults: sorted(all) } : { own, faults: [] };
}

/** File by file in the order in which they were given, each in the order of its lines. */
function sorted(faults: readonly YamlFault[]): readonly YamlFault[] {
  return [...Map.groupBy(faults, ({ file }) => file).values()].flatMap(inOrder);
}

function entriesOf(yaml: YamlFile): {
  readonly drafts: readonly Draft[];
  readonly faults: readonly YamlFault[];
} {
  if (yaml.faults.length > 0) return { drafts: [], faults: yaml.faults };
  const { value } = yaml;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return {
      drafts: [],
      faults: [yaml.faultAt([], 'expected a map with the lists "parameters" and "constants"')],
    };
  const shape = ownSchema.safeParse(value);
  if (!shape.success)
    return { drafts: [], faults: shape.error.issues.flatMap((issue) => shapeFaults(yaml, issue, ownKeys)) };
  const drafts = draftsOf(yaml, shape.data);
  if (drafts.length > 0) return { drafts, faults: [] };
  return { drafts, faults: [yaml.faultAt([], "expected at least one parameter, found none")] };
}

/** Entries whose values and mechanisms were checked, with everything filled in. */
function knowledgeOf(drafts: readonly Draft[]): OwnKnowledge {
  const mechanisms = new Map(
    drafts.flatMap(({ id, mechanism }) =>
      mechanism === undefined ? [] : [[id, mechanismOf(mechanism, id)] as const],
    ),
  );
  const common = ({
    id,
  }: Draft): Pick<OwnParameter, "id" | "component" | "stages" | "formula"> & {
    readonly mechanism?: OwnMechanism;
  } => {
    const mechanism = mechanisms.get(id);
    const users = drafts.filter((one) => uses(one, id, drafts));
    const concerned = [id, ...users.map((one) => one.id)].flatMap((one) => mechanisms.get(one) ?? []);
    const stages = [...new Set<StageId>(concerned.map(({ before }) => stageBefore(before)))].sort();
    return {
      id,
      component: id.slice(0, id.indexOf(".")),
      stages,
      formula: concerned.map(inWords).join("; "),
      ...(mechanism === undefined ? {} : { mechanism }),
    };
  };
  return {
    parameters: drafts.flatMap((draft) =>
      draft.kind === "parameter" ? [parameterOf(draft, common(draft))] : [],
    ),
    constants: drafts.flatMap((draft) =>
      draft.kind === "constant" ? [constantOf(draft, common(draft))] : [],
    ),
  };
}

/** Whether the formulas of an entry come down to another one. */
function uses(draft: Draft, id: string, drafts: readonly Draft[], depth = drafts.length): boolean {
  const { rate, burst, workers, seconds } = draft.mechanism ?? {};
  const value = draft.kind === "constant" ? draft.written.value : undefined;
  const names = [rate, burst, workers, seconds, value].flatMap((text) =>
    text === undefined ? [] : namesIn(text, drafts),
  );
  if (names.includes(id.toLowerCase())) return true;
  const inner = drafts.filter((one) => one.kind === "constant" && names.includes(one.id.toLowerCase()));
  return depth > 0 && inner.some((one) => uses(one, id, drafts, depth - 1));
}

function inWords(mechanism: OwnMechanism): string {
  const texts: Readonly<Record<string, unknown>> = { ...mechanism };
  const numbers = mechanismNumbers[mechanism.kind].map((role) => `${role} ${String(texts[role])}`).join(", ");
  const where = mechanism.per === "node" ? " on each node" : "";
  return `${mechanism.kind} before ${mechanism.before}${where}: ${numbers}`;
}

type Common = Pick<OwnParameter, "id" | "component" | "stages" | "formula">;

function parameterOf({ written }: Extract<Draft, { kind: "parameter" }>, common: Common): OwnParameter {
  const { title, type, unit, goesWith = [], risk, restart = "none", set, source, formula } = written;
  const span = spanOf(written);
  return {
    ...common,
    title,
    type,
    unit: type === "duration" ? "s" : (unit ?? ""),
    default: type === "duration" ? durationText(span.default) : span.default,
    range: { min: span.min, max: span.max },
    goesWith,
    risk,
    restart,
    set,
    source,
    ...(formula === undefined ? {} : { formula }),
  };
}

function constantOf({ written }: Extract<Draft, { kind: "constant" }>, common: Common): OwnConstant {
  const { title, unit = "", value, source, formula } = written;
  return { ...common, title, unit, value, source, ...(formula === undefined ? {} : { formula }) };
}
