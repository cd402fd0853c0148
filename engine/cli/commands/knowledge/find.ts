import { distance } from "fastest-levenshtein";
import {
  entriesOf,
  constants,
  findConstant,
  findEntries,
  findParameter,
  loadCatalogue,
  parameters,
  parametersByEntry,
  type CatalogueEntry,
  type Constant,
  type Parameter,
} from "../../../../knowledge/index.ts";
import { WrongInput } from "../../wrong-input.ts";

/** What a name stands for; what Columbo has a mechanism of comes with Kubernetes' own words on it. */
export type Named =
  | { readonly kind: "parameter"; readonly parameter: Parameter; readonly entries: readonly CatalogueEntry[] }
  | { readonly kind: "constant"; readonly constant: Constant }
  | { readonly kind: "catalogue"; readonly entry: CatalogueEntry };

/**
 * What the user named: an id, or the end of one where only one thing ends so.
 * @throws WrongInput for a name that nothing has, or several things
 */
export function findNamed(name: string): Named {
  const parameter = findParameter(name);
  if (parameter !== undefined) return asParameter(parameter);
  const constant = findConstant(name);
  if (constant !== undefined) return { kind: "constant", constant };
  const found = endingIn(name);
  const [first, ...others] = found;
  if (first === undefined) throw unknownName(name);
  if (others.length === 0) return first.named;
  const shown = found.slice(0, 8).map(({ id }) => id);
  const more = found.length > shown.length ? ` and ${found.length - shown.length} more` : "";
  throw new WrongInput(
    `${name} is the name of ${found.length} parameters, expected one of ${shown.join(", ")}${more}`,
  );
}

interface Candidate {
  readonly id: string;
  readonly named: Named;
}

/** By what is looked for first: what Columbo knows best, then everything of the catalogue. */
function endingIn(name: string): readonly Candidate[] {
  const ending = `.${name.toLowerCase().replace(/^--/, "")}`;
  const ends = ({ id }: { readonly id: string }): boolean => id.toLowerCase().endsWith(ending);
  const own: readonly Candidate[] = [
    ...parameters.filter(ends).map((one) => ({ id: one.id, named: asParameter(one) })),
    ...constants
      .filter(ends)
      .map((one) => ({ id: one.id, named: { kind: "constant", constant: one } as const })),
  ];
  const owned = parametersByEntry();
  const listed = findEntries(loadCatalogue(), name).flatMap(
    (entry): readonly Candidate[] =>
      owned.get(entry.id)?.map((one) => ({ id: one.id, named: asParameter(one) })) ?? [
        { id: entry.id, named: { kind: "catalogue", entry } },
      ],
  );
  return [...new Map([...own, ...listed].map((one) => [one.id, one])).values()];
}

function asParameter(parameter: Parameter): Named {
  return { kind: "parameter", parameter, entries: entriesOf(parameter, loadCatalogue()) };
}

function unknownName(name: string): WrongInput {
  const near = nearestId(name);
  const hint = near === undefined ? "`columbo knowledge search` looks for words" : `did you mean ${near}?`;
  return new WrongInput(`no parameter or constant is called ${name}; ${hint}`);
}

/** The id that differs least, as a whole or behind its component; undefined where half of the letters differ. */
function nearestId(name: string): string | undefined {
  const lower = name.toLowerCase();
  const ids = [...parameters, ...constants, ...loadCatalogue().entries].map(({ id }) => id);
  const [nearest] = ids
    .map((id) => {
      const [whole, bare] = [id.toLowerCase(), id.slice(id.indexOf(".") + 1).toLowerCase()];
      return { id, off: Math.min(distance(lower, whole), distance(lower, bare)) };
    })
    .sort((a, b) => a.off - b.off);
  return nearest !== undefined && nearest.off <= name.length / 2 ? nearest.id : undefined;
}
