import { findConstant, findParameter, parameters } from "../parameters/index.ts";
import { workloadPaths } from "../paths/workload-paths.ts";
import { didYouMean, type YamlFault } from "../yaml/index.ts";
import { circleFrom } from "./circles.ts";
import type { Draft } from "./draft.ts";
import { parseFormula } from "./formula.ts";
import type { FormulaText } from "./own-parameter.ts";
import { idsInScope } from "./scope.ts";

/** Faults of ids and names: given twice, or taken by Columbo's own. */
export function checkNames(drafts: readonly Draft[]): readonly YamlFault[] {
  const seen = new Set<string>();
  const named = new Set<string>();
  return drafts.flatMap((draft) => {
    const { id, mechanism, fault } = draft;
    const faults: YamlFault[] = [];
    const key = id.toLowerCase();
    const builtIn = findParameter(id) ?? findConstant(id);
    if (builtIn !== undefined)
      faults.push(fault(["id"], `Columbo knows ${builtIn.id} itself, expected an id of your own`));
    if (seen.has(key)) faults.push(fault(["id"], "this id is there twice (case does not count), rename one"));
    seen.add(key);
    const name = mechanism?.name ?? (mechanism === undefined ? undefined : id);
    if (name === undefined) return faults;
    if (named.has(name.toLowerCase()))
      faults.push(fault(["mechanism"], `there is another mechanism of the name "${name}", rename one`));
    named.add(name.toLowerCase());
    if (Object.values(workloadPaths).some(({ buckets, pools }) => name in buckets || name in pools))
      faults.push(fault(["mechanism", "name"], `Columbo has a mechanism "${name}" itself, rename this one`));
    return faults;
  });
}

/** Faults of what entries refer to: parameters that go with them, circles, entries that nothing uses. */
export function checkReferences(drafts: readonly Draft[]): readonly YamlFault[] {
  return [
    ...drafts.flatMap((draft) => checkGoesWith(draft, drafts)),
    ...checkCircle(drafts, "goesWith", companionsOf),
    ...checkCircle(drafts, "value", (draft) =>
      draft.kind === "constant" ? namesIn(draft.written.value, drafts) : [],
    ),
    ...checkUnused(drafts),
  ];
}

function companionsOf(draft: Draft): readonly string[] {
  return draft.kind === "parameter" ? (draft.written.goesWith ?? []).map((id) => id.toLowerCase()) : [];
}

function checkGoesWith(draft: Draft, drafts: readonly Draft[]): readonly YamlFault[] {
  if (draft.kind !== "parameter") return [];
  const own = drafts.filter(({ kind }) => kind === "parameter").map(({ id }) => id);
  const known = new Set([...own, ...parameters.map(({ id }) => id)].map((id) => id.toLowerCase()));
  return (draft.written.goesWith ?? []).flatMap((id, index) => {
    if (known.has(id.toLowerCase())) return [];
    const isConstant = findConstant(id) !== undefined || drafts.some((one) => isCalled(one, id));
    const text = isConstant
      ? `${id} is a constant: it cannot be changed with this one`
      : `there is no parameter "${id}"${didYouMean(id, [...own, ...parameters.map((one) => one.id)])}`;
    return [draft.fault(["goesWith", index], text)];
  });
}

function checkCircle(
  drafts: readonly Draft[],
  key: string,
  next: (draft: Draft) => readonly string[],
): readonly YamlFault[] {
  const find = (name: string): Draft | undefined => drafts.find((draft) => isCalled(draft, name));
  const circle = circleFrom(
    drafts.map(({ id }) => id.toLowerCase()),
    (name) => {
      const draft = find(name);
      return draft === undefined ? [] : next(draft);
    },
  );
  const first = circle === undefined ? undefined : find(circle[0] ?? "");
  if (circle === undefined || first === undefined) return [];
  const way = circle.map((name) => find(name)?.id ?? name).join(" -> ");
  return [first.fault([key], `goes round in a circle, ${way}: leave out one of these`)];
}

function checkUnused(drafts: readonly Draft[]): readonly YamlFault[] {
  const used = new Set(drafts.flatMap((draft) => textsOf(draft).flatMap((text) => namesIn(text, drafts))));
  return drafts
    .filter(({ id, mechanism }) => mechanism === undefined && !used.has(id.toLowerCase()))
    .map(({ fault }) =>
      fault([], "bounds nothing: give it a mechanism, or use its id in the formula of another"),
    );
}

/** The formulas of an entry. */
function textsOf(draft: Draft): readonly FormulaText[] {
  const { rate, burst, workers, seconds } = draft.mechanism ?? {};
  const value = draft.kind === "constant" ? draft.written.value : undefined;
  return [rate, burst, workers, seconds, value].filter((text) => text !== undefined);
}

/** The ids in a formula, in lower case; none where it cannot be read, which is said elsewhere. */
export function namesIn(text: FormulaText, drafts: readonly Draft[]): readonly string[] {
  if (typeof text === "number") return [];
  try {
    return parseFormula(text, idsInScope(drafts)).names;
  } catch {
    return [];
  }
}

function isCalled({ id }: Draft, name: string): boolean {
  return id.toLowerCase() === name.toLowerCase();
}
