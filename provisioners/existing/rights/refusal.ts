import type { ProbedRight } from "../../contract.ts";
import { ProvisionError } from "../../errors.ts";
import type { WantedRight } from "./wanted.ts";

/** Says which rights are missing and how to get them, in one sentence. */
export function lackOf(missing: readonly ProbedRight[], namespace: string | undefined): ProvisionError {
  const byResource = new Map<string, string[]>();
  for (const { resource = "", verb } of missing)
    byResource.set(resource, [...(byResource.get(resource) ?? []), verb]);
  const list = [...byResource].map(([resource, verbs]) => `${verbs.join(", ")} ${resource}`).join("; ");
  const [where, option] =
    namespace === undefined
      ? ["in every namespace", ""]
      : [`in namespace ${namespace}`, ` --namespace ${namespace}`];
  return new ProvisionError(
    `rights are missing ${where}: ${list}; "columbo rbac${option}" prints the rules that give them`,
    3,
  );
}

/** Those of the probed rights without which nothing can be measured and which are not allowed. */
export function missingOf(
  wanted: readonly WantedRight[],
  probed: readonly ProbedRight[],
): readonly ProbedRight[] {
  return probed.filter(({ allowed }, index) => !allowed && wanted[index]?.needed === true);
}
