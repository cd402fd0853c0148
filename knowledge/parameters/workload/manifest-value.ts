import type { Parameter, ParameterValue } from "../../parameter.ts";

/**
 * A workload parameter's value as it stands in a manifest; undefined where the field must not be there.
 * @throws SyntaxError for a map or list that is no JSON
 */
export function manifestValue({ holds, type }: Parameter, value: ParameterValue): unknown {
  if (type === "string" && value === "") return undefined;
  return (holds === "map" || holds === "list") && typeof value === "string" ? JSON.parse(value) : value;
}
