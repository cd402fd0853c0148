import {
  constants,
  defaultOf,
  existsIn,
  isFieldOfObject,
  listEntries,
  loadCatalogue,
  parameters,
  parametersByEntry,
  stateIn,
  type CatalogueEntry,
  type CatalogueKind,
  type Constant,
  type Parameter,
} from "../../../../knowledge/index.ts";
import { print, table } from "../../table.ts";
import { requireChoice } from "./choice.ts";
import { requireRelease } from "./releases.ts";
import { firstSentence, stateText, withUnit } from "./words.ts";

interface Options {
  readonly json?: boolean;
  readonly all?: boolean;
  readonly component?: string;
  readonly kind?: string;
  readonly kubernetes: string;
}

/** What `--kind` takes. */
const kinds = ["flag", "field", "gate", "object", "constant"] as const;
type Kind = (typeof kinds)[number];

const kindBySetting: Readonly<Record<Parameter["set"]["by"], Exclude<Kind, "constant">>> = {
  flag: "flag",
  "config-file": "field",
  "feature-gate": "gate",
  "api-object": "object",
  workload: "object",
};

/** `columbo knowledge list`: what bounds a deployment, or with `all` everything that Kubernetes can be set by. */
export async function list(options: Options): Promise<void> {
  const release = await requireRelease(options.kubernetes, "--kubernetes");
  const kind = options.kind === undefined ? undefined : requireChoice(options.kind, kinds, "--kind");
  const component =
    options.component === undefined
      ? undefined
      : requireChoice(options.component, componentNames(options.all === true), "--component");
  const fits = (one: Parameter | Constant, of: Kind): boolean =>
    (kind === undefined || kind === of) && (component === undefined || component === one.component);
  const known = parameters.filter((one) => existsIn(one, release) && fits(one, kindBySetting[one.set.by]));
  const fixed = constants.filter((one) => fits(one, "constant"));
  const others = options.all === true ? unmodelled(kind, component, release) : [];
  const entries = options.all === true ? { entries: others } : {};
  print(options.json, { parameters: known, constants: fixed, ...entries }, () =>
    table(
      ["parameter", `default ${release}`, "stages", "mechanism", "what it is"],
      [
        ...known.map((one) => parameterRow(one, release)),
        ...fixed.map(constantRow),
        ...others.map((entry) => [
          entry.id,
          stateText(stateIn(entry, release)),
          "",
          "",
          firstSentence(entry.doc),
        ]),
      ],
    ),
  );
}

function parameterRow(one: Parameter, release: string): readonly string[] {
  const value = withUnit(defaultOf(one, release), one.unit);
  return [one.id, value, one.stages.join(" "), one.mechanism.kind, one.title];
}

function constantRow(one: Constant): readonly string[] {
  const title = `${one.title} (constant)`;
  return [one.id, withUnit(one.value, one.unit), one.stages.join(" "), one.mechanism.kind, title];
}

/** What the catalogue has beside the parameters that Columbo has a mechanism of. */
function unmodelled(
  kind: Kind | undefined,
  component: string | undefined,
  version: string,
): readonly CatalogueEntry[] {
  if (kind === "constant") return [];
  const modelled = parametersByEntry();
  return listEntries(loadCatalogue(), { component, version }).filter(
    (entry) => !modelled.has(entry.id) && (kind === undefined || kind === kindOf(entry)),
  );
}

function kindOf(entry: CatalogueEntry): CatalogueKind | "object" {
  return isFieldOfObject(entry) ? "object" : entry.kind;
}

function componentNames(all: boolean): readonly string[] {
  const names = [...parameters, ...constants, ...(all ? loadCatalogue().entries : [])];
  return [...new Set(names.map(({ component }) => component))].sort();
}
