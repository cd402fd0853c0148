import {
  parameters,
  valueAt,
  type Parameter,
  type Setting,
  type YamlFault,
  type YamlFile,
} from "../../knowledge/index.ts";
import { expectedOf, readParameterValue } from "../options/sections/parameter-values.ts";
import type { PodFragment } from "./pod-fragment.ts";

/** The fields of a fragment that are parameters, as settings: they are the starting configuration, and may be tuned. */
export function settingsOfFragment(
  { spec }: PodFragment,
  yaml: YamlFile,
): {
  readonly settings: readonly Setting[];
  readonly faults: readonly YamlFault[];
} {
  const found = parameters.flatMap((parameter) => {
    const path = pathOf(parameter);
    const written = path && valueAt(spec, path);
    return path === undefined || written === undefined || written === null
      ? []
      : [{ parameter, path, written }];
  });
  const read = found.map(({ parameter, path, written }) => {
    const text = typeof written === "string" ? written : JSON.stringify(written);
    const value = readParameterValue(parameter, text);
    return value === undefined
      ? yaml.faultAt(["spec", ...path], `${parameter.id}: expected ${expectedOf(parameter)}, found ${text}`)
      : { parameter: parameter.id, value };
  });
  return {
    settings: read.filter((one): one is Setting => "parameter" in one),
    faults: read.filter((one): one is YamlFault => !("parameter" in one)),
  };
}

/** Where a field of pods stands in a fragment; undefined of what trials do not set, or not in pods. */
function pathOf({ set, notHere }: Parameter): readonly string[] | undefined {
  if (set.by !== "workload" || set.owner !== undefined || notHere !== undefined) return undefined;
  return set.path.replace("containers[].", "containers.0.").split(".");
}
