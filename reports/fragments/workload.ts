import { stringify } from "yaml";
import { withValue, type SettingOf } from "./settings.ts";

const perContainer = "containers[].";

/**
 * The part of a workload's manifest that these settings are written into: its pod template, for Jobs, Deployments and
 * all others that have one, and what stands beside it; undefined when none of them belongs there.
 */
export function workloadPatch(settings: readonly SettingOf[]): string | undefined {
  const own = settings.flatMap(({ parameter: { set }, value }) =>
    set.by === "workload" ? [{ path: set.path, isOfOwner: set.owner !== undefined, value }] : [],
  );
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
