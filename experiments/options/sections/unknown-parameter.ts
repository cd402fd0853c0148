import {
  catalogueIdOf,
  findConstant,
  loadCatalogue,
  parameters,
  releaseOf,
  releasesOf,
  stateIn,
  type CatalogueEntry,
  type OwnKnowledge,
} from "../../../knowledge/index.ts";
import { quoted } from "../../faults.ts";
import type { Entry } from "../../ini/scanned.ts";
import { didYouMean } from "../hints.ts";

/**
 * Why a name is none of Columbo's parameters, and what to do: it is compiled in, Kubernetes has it but Columbo has no
 * model of it, other releases have it, or nothing is called so.
 * @param version the experiment's, where Columbo itself will run it
 */
export function unknownParameter(
  entry: Entry,
  version: string | undefined,
  own: OwnKnowledge | undefined,
): string {
  const described = own?.constants.find(({ id }) => id.toLowerCase() === entry.key);
  if (described !== undefined)
    return `a constant of ${String(described.value)} in your own parameters, cannot be set: remove it`;
  const constant = findConstant(entry.key);
  if (constant !== undefined)
    return `compiled in with the value ${String(constant.value)}, cannot be set: remove it`;
  const listed = loadCatalogue().entries.find(({ id }) => id.toLowerCase() === entry.key);
  if (listed !== undefined) return withoutModel(listed, version);
  const unknown = `unknown parameter ${quoted(entry.written)}`;
  return `${unknown}${meantParameter(entry, own) || "; `columbo knowledge list` shows all that can be set"}`;
}

function withoutModel(listed: CatalogueEntry, version: string | undefined): string {
  const own = parameters.find((parameter) => catalogueIdOf(parameter) === listed.id);
  if (own !== undefined) return `expected Columbo's own name of this parameter, ${quoted(own.id)}`;
  const catalogue = loadCatalogue();
  const compared = version !== undefined && releaseOf(catalogue, version) !== undefined;
  if (compared && stateIn(listed, version) === undefined) {
    const span = releasesOf(listed, catalogue);
    return `not in Kubernetes ${version}, which the experiment has, but in ${span}, and Columbo has no model of it: remove it`;
  }
  return "known to Kubernetes, but Columbo has no model of it and does not set it: remove it";
}

/** The name that was probably meant: with its component, else one of Columbo's, else one that Kubernetes knows. */
function meantParameter({ key, written }: Entry, own: OwnKnowledge | undefined): string {
  const names = [...parameters, ...(own?.parameters ?? [])].map(({ id }) => id);
  const longer = names.filter((id) => id.toLowerCase().endsWith(`.${key}`));
  if (longer.length > 0) return `, did you mean ${longer.map((id) => `"${id}"`).join(" or ")}?`;
  const near = didYouMean(written, names);
  if (near !== "") return near;
  const listed = didYouMean(
    written,
    loadCatalogue().entries.map(({ id }) => id),
  );
  return listed === "" ? "" : `${listed} Kubernetes knows that one, Columbo has no model of it`;
}
