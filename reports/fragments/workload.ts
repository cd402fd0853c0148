import { stringify } from "yaml";
import { manifestValue } from "../../knowledge/index.ts";
import { withValue, type SettingOf } from "./settings.ts";

const perContainer = "containers[].";

/**
 * The part of a workload's manifest that these settings are written into: its pod template, for Jobs, Deployments and
 * all others that have one, and what stands beside it; undefined when none of them belongs there.
 */
export function workloadPatch(settings: readonly SettingOf[]): string | undefined {
  const own = settings.flatMap(({ parameter, value }) => {
    const { set } = parameter;
    if (set.by !== "workload") return [];
    // In a patch a field that must not be there is null.
    const written = manifestValue(parameter, value) ?? null;
    return [{ path: set.path, isOfOwner: set.owner !== undefined, value: written }];
  });
  if (own.length === 0) return undefined;
  const filled = (places: readonly { readonly path: string; readonly value: unknown }[]): object =>
    places.reduce((body, { path, value }) => withValue(body, path.split("."), value), {});
  const ofPod = own.filter(({ isOfOwner }) => !isOfOwner);
  const isOfContainers = ({ path }: { readonly path: string }) => path.startsWith(perContainer);
  const fields = ofPod
    .filter(isOfContainers)
    .map(({ path, value }) => ({ path: path.slice(perContainer.length), value }));
  const spec = {
    ...filled(ofPod.filter((one) => !isOfContainers(one))),
    ...(fields.length === 0 ? {} : { containers: [{ name: "EACH-CONTAINER", ...filled(fields) }] }),
  };
  const ofOwner = filled(own.filter(({ isOfOwner }) => isOfOwner));
  return stringify({ spec: { ...ofOwner, ...(ofPod.length === 0 ? {} : { template: { spec } }) } });
}
