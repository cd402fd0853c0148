import {
  defaultOf,
  existsIn,
  loadCatalogue,
  releasesOf,
  stateIn,
  type CatalogueEntry,
  type Constant,
  type Parameter,
} from "../../../../knowledge/index.ts";
import { pairs, print } from "../../table.ts";
import { findNamed } from "./find.ts";
import { requireRelease } from "./releases.ts";
import { mechanismText, rangeText, setText, stateText, withUnit } from "./words.ts";

type Row = readonly [label: string, value: string | undefined];

/** `columbo knowledge show`: everything that is known of one parameter or constant. */
export async function show(
  name: string,
  options: { readonly json?: boolean; readonly kubernetes: string },
): Promise<void> {
  const release = await requireRelease(options.kubernetes, "--kubernetes");
  const named = findNamed(name);
  switch (named.kind) {
    case "parameter": {
      const { parameter, entries } = named;
      const value = existsIn(parameter, release) ? defaultOf(parameter, release) : null;
      print(options.json, { ...parameter, kubernetes: release, default: value, catalogue: entries }, () =>
        pairs([...parameterRows(parameter, release), ...kubernetesRows(entries)]),
      );
      return;
    }
    case "constant":
      print(options.json, { ...named.constant, settable: false }, () => pairs(constantRows(named.constant)));
      return;
    case "catalogue": {
      const { entry } = named;
      const value = stateIn(entry, release)?.default ?? null;
      print(options.json, { ...entry, kubernetes: release, default: value, mechanism: null }, () =>
        pairs([
          ["name", entry.id],
          ["kind", `${entry.kind} (${entry.group})`],
          [`default in ${release}`, stateText(stateIn(entry, release))],
          ["mechanism", "none: Columbo has no model of it"],
          ...entryRows(entry),
        ]),
      );
    }
  }
}

function parameterRows(parameter: Parameter, release: string): readonly Row[] {
  const { id, title, type, unit, stages, mechanism, formula, goesWith, set, kubeadm, restart, risk, source } =
    parameter;
  const value = existsIn(parameter, release) ? withUnit(defaultOf(parameter, release), unit) : "not there";
  return [
    ["name", id],
    ["what it is", title],
    ["type", `${type}${unit === "" ? "" : ` in ${unit}`}`],
    [`default in ${release}`, value],
    ["range", rangeText(parameter)],
    ["stages", stages.join(" ")],
    ["mechanism", mechanismText(mechanism)],
    ["formula", formula],
    ["goes with", goesWith.length === 0 ? undefined : goesWith.join(", ")],
    ["set by", setText(set)],
    ["in kubeadm", kubeadm],
    ["restart", restart],
    ["risk", risk],
    ["not in [kubernetes]", parameter.notHere],
    ["source", source],
  ];
}

function constantRows({
  id,
  title,
  value,
  unit,
  stages,
  mechanism,
  formula,
  source,
}: Constant): readonly Row[] {
  return [
    ["name", id],
    ["what it is", title],
    ["value", withUnit(value, unit)],
    ["settable", "no: it is compiled in"],
    ["stages", stages.join(" ")],
    ["mechanism", mechanismText(mechanism)],
    ["formula", formula],
    ["source", source],
  ];
}

/** Of a whole object, such as `affinity`, the names of its fields. */
function kubernetesRows(entries: readonly CatalogueEntry[]): readonly Row[] {
  const [entry, ...others] = entries;
  if (entry === undefined) return [];
  return others.length === 0
    ? entryRows(entry)
    : [["its fields", entries.map(({ name }) => name).join(", ")]];
}

/** What Kubernetes' own sources say, by release where it changed. */
function entryRows(entry: CatalogueEntry): readonly Row[] {
  const history = entry.states.map((state): Row => {
    const span = state.since === state.until ? state.since : `${state.since} to ${state.until}`;
    const note = state.defaultNote === undefined ? "" : ` (${state.defaultNote})`;
    return [span, `${state.type}, default ${stateText(state)}${note}`];
  });
  return [
    ["there in", releasesOf(entry, loadCatalogue())],
    ...history,
    ["Kubernetes says", entry.doc],
    ["where", entry.position],
  ];
}
