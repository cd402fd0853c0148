import type { ParameterValue } from "../../../knowledge/index.ts";

/** A configuration file's content. */
export interface ConfigTree {
  [key: string]: ConfigTree | ParameterValue | null | readonly string[];
}

/** The configuration with these values at these dotted paths, whatever stood there. */
export function withValues(
  config: ConfigTree,
  values: ReadonlyMap<string, ParameterValue | null>,
): ConfigTree {
  const result = structuredClone(config);
  for (const [path, value] of values) {
    const keys = path.split(".");
    const last = keys.pop() ?? path;
    let branch = result;
    for (const key of keys) {
      const below = branch[key];
      const next: ConfigTree =
        typeof below === "object" && below !== null && !Array.isArray(below) ? (below as ConfigTree) : {};
      branch[key] = next;
      branch = next;
    }
    branch[last] = value;
  }
  return result;
}
