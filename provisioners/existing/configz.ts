import { defaultOf, parameters, type Setting } from "../../knowledge/index.ts";
import { valueOf } from "./flags.ts";

/**
 * The kubelet's parameters that its /configz shows away from the defaults.
 * @param configz what /configz answered: the whole KubeletConfiguration with all defaults filled in
 */
export function kubeletSettings(configz: unknown, kubernetes: string): readonly Setting[] {
  const { kubeletconfig } = (configz ?? {}) as { readonly kubeletconfig?: unknown };
  if (kubeletconfig === undefined) return [];
  return parameters.flatMap((parameter): Setting[] => {
    const { set, component, id } = parameter;
    if (component !== "kubelet" || (set.by !== "config-file" && set.by !== "feature-gate")) return [];
    const value = fieldOf(kubeletconfig, set.by === "config-file" ? set.path : `featureGates.${set.gate}`);
    const isPlain = typeof value === "number" || typeof value === "boolean";
    const read = typeof value === "string" ? valueOf(value, parameter) : isPlain ? value : undefined;
    return read === undefined || read === defaultOf(parameter, kubernetes)
      ? []
      : [{ parameter: id, value: read }];
  });
}

function fieldOf(object: unknown, path: string): unknown {
  let value = object;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}
