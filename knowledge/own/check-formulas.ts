import { defaultOf, findConstant, findParameter } from "../parameters/index.ts";
import type { WorkloadCounts } from "../paths/extension.ts";
import { verifiedKubernetes } from "../versions.ts";
import type { YamlFault } from "../yaml/index.ts";
import type { Span } from "./check-values.ts";
import { defaultNumber, ownNumbers, type OwnNumber } from "./derived-numbers.ts";
import type { Draft } from "./draft.ts";
import { leastOf, mechanismNumbers } from "./mechanisms.ts";
import type { OwnKnowledge, OwnMechanism } from "./own-parameter.ts";

/** What a formula may come to. */
interface Bound {
  readonly value: number;
  readonly excluded: boolean;
}

/** Workloads that formulas are tried with, from the least to the largest that Columbo simulates. */
const workloads: readonly WorkloadCounts[] = [1, 50, 1_000, 100_000].flatMap((pods) =>
  [1, 16, 5_000].map((nodes) => ({ pods, nodes })),
);
const usual: WorkloadCounts = { pods: 1_000, nodes: 16 };

/** Values tried between the ends of a range, evenly and by ratio. */
const GRID = 40;
/** Formulas of more parameters are not tried with every combination of ends. */
const MOST_COMBINED = 5;

/** Faults of the formulas of an entry: what cannot be read, and what is impossible somewhere in the ranges. */
export function checkFormulas(draft: Draft, own: OwnKnowledge): readonly YamlFault[] {
  const mechanism = [...own.parameters, ...own.constants].find(({ id }) => id === draft.id)?.mechanism;
  const spans = spansOf(own);
  const numberOf = ownNumbers(own);
  const check = (path: readonly string[], text: number | string, bound: Bound): readonly YamlFault[] => {
    try {
      const wrong = impossible(numberOf(text, draft.id), bound, spans);
      return wrong === undefined ? [] : [draft.fault(path, wrong)];
    } catch (error) {
      return [
        draft.fault(path, `expected a formula, found ${JSON.stringify(text)}: ${(error as Error).message}`),
      ];
    }
  };
  return [
    ...(draft.kind === "constant"
      ? check(["value"], draft.written.value, { value: 0, excluded: false })
      : []),
    ...(mechanism === undefined ? [] : numbersOf(mechanism)).flatMap(({ role, text, least }) =>
      check(["mechanism", role], text, least),
    ),
  ];
}

/** The formulas of a mechanism, each with its role and the least that it may come to. */
function numbersOf(
  mechanism: OwnMechanism,
): readonly { readonly role: string; readonly text: number | string; readonly least: Bound }[] {
  const texts: Readonly<Record<string, unknown>> = { ...mechanism };
  return mechanismNumbers[mechanism.kind].map((role) => ({
    role,
    text: texts[role] as number | string,
    least: leastOf(mechanism.kind, role),
  }));
}

/** What a formula comes to somewhere that it must not, as a sentence without its place; undefined where nothing is wrong. */
function impossible(number: OwnNumber, least: Bound, spans: (id: string) => Span): string | undefined {
  for (const [limits, counts] of trials(number, spans)) {
    const result = number.compute(limits, counts);
    const fits = Number.isFinite(result) && (least.excluded ? result > least.value : result >= least.value);
    if (fits) continue;
    const wanted = `${least.excluded ? "above" : "of at least"} ${String(least.value)}`;
    const where = [
      ...number.ids.map((id) => `${id} = ${String(limits[id])}`),
      ...(number.counts ? [`pods = ${String(counts.pods)}, nodes = ${String(counts.nodes)}`] : []),
    ].join(", ");
    const at = where === "" ? "" : ` where ${where}: change the formula or the range`;
    return `expected a number ${wanted}, found ${String(result)}${at}`;
  }
  return undefined;
}

type Trial = readonly [limits: Readonly<Record<string, number>>, counts: WorkloadCounts];

/** The defaults, all combinations of ends (of many parameters only all at one end), and each range in steps. */
function* trials({ ids, counts }: OwnNumber, spans: (id: string) => Span): Generator<Trial> {
  const usualLimits = Object.fromEntries(ids.map((id) => [id, spans(id).default]));
  const sizes = counts ? workloads : [usual];
  for (const size of sizes) {
    yield [usualLimits, size];
    for (const corner of corners(ids, spans)) yield [corner, size];
  }
  for (const id of ids) for (const value of steps(spans(id))) yield [{ ...usualLimits, [id]: value }, usual];
}

function corners(ids: readonly string[], spans: (id: string) => Span): readonly Record<string, number>[] {
  const all = (end: "min" | "max"): Record<string, number> =>
    Object.fromEntries(ids.map((id) => [id, spans(id)[end]]));
  if (ids.length > MOST_COMBINED) return [all("min"), all("max")];
  return ids.reduce<readonly Record<string, number>[]>(
    (found, id) =>
      found.flatMap((one) => [
        { ...one, [id]: spans(id).min },
        { ...one, [id]: spans(id).max },
      ]),
    [{}],
  );
}

function steps({ min, max, whole }: Span): readonly number[] {
  const from = Math.max(min, max * 1e-6);
  return Array.from({ length: GRID }, (_, index) => index / (GRID - 1))
    .flatMap((part) => [min + part * (max - min), from * (max / from) ** part])
    .map((value) => (whole ? Math.round(value) : value));
}

/** The values that an id can have: its range, else its default alone. */
function spansOf(own: OwnKnowledge): (id: string) => Span {
  const described = new Map(own.parameters.map((one) => [one.id, one]));
  return (id) => {
    const mine = described.get(id);
    if (mine !== undefined)
      return { ...mine.range, default: defaultNumber(mine), whole: mine.type === "integer" };
    const known = findParameter(id);
    const value = known === undefined ? (findConstant(id)?.value ?? NaN) : numberOfDefault(known);
    const ends =
      known?.type === "boolean" ? { min: 0, max: 1 } : (known?.range ?? { min: value, max: value });
    return { ...ends, default: value, whole: known?.type !== "number" };
  };
}

function numberOfDefault(parameter: Parameters<typeof defaultOf>[0]): number {
  return Number(defaultOf(parameter, verifiedKubernetes.at(-1) ?? "v1.34.0"));
}
