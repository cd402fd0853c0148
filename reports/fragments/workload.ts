import { stringify } from "yaml";
import type { SettingOf } from "./settings.ts";

const perContainer = "containers[].";

/**
 * The part of a workload's pod template that these settings are written into, for Jobs, Deployments and all others
 * that have one; undefined when none of them belongs there.
 */
export function podTemplatePatch(settings: readonly SettingOf[]): string | undefined {
  const own = settings.flatMap(({ parameter, value }) =>
    parameter.set.by === "workload" ? [{ path: parameter.set.path, value }] : [],
  );
  if (own.length === 0) return undefined;
  const ofPod = own.filter(({ path }) => !path.startsWith(perContainer));
  const ofContainers = own.filter(({ path }) => path.startsWith(perContainer));
  const container = ofContainers.map(({ path, value }) => [path.slice(perContainer.length), value] as const);
  const spec = {
    ...Object.fromEntries(ofPod.map(({ path, value }) => [path, value])),
    ...(container.length === 0
      ? {}
      : { containers: [{ name: "EACH-CONTAINER", ...Object.fromEntries(container) }] }),
  };
  return stringify({ spec: { template: { spec } } });
}
