import { findParameter, type Setting } from "../../knowledge/index.ts";
import type { Cluster } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import { calm, removeTrials, type TrialSite } from "./reset.ts";

/**
 * What may be done to a cluster that is not Columbo's: the workload's own parameters may be changed, since they stand
 * in the manifests of trials, and only those that are allowed by name; everything else stays as it was found.
 * @param found the values that the cluster has away from the defaults
 */
export function foreignLifecycle(
  site: TrialSite,
  kubernetes: string,
  found: readonly Setting[],
  allow: readonly string[],
): Pick<Cluster, "settings" | "apply" | "reset"> {
  let current = found;
  const allowed = new Set(allow.map((name) => name.toLowerCase()));

  function require({ parameter }: Setting): void {
    if (findParameter(parameter)?.component !== "workload")
      throw new ProvisionError(
        `${parameter} cannot be changed on a cluster that Columbo did not make: the API does not reach it, apply the change by hand`,
        3,
      );
    if (!allowed.has(parameter.toLowerCase()))
      throw new ProvisionError(
        `${parameter} must not be changed on a cluster that Columbo did not make: expected its full name in [columbo] allow`,
        3,
      );
  }

  return {
    settings: () => current,
    async apply(settings) {
      // Those that go back to what was found were changed by permission, or not at all.
      const differs = ({ parameter, value }: Setting): boolean =>
        !found.some((one) => one.parameter === parameter && one.value === value);
      settings.filter(differs).forEach(require);
      const dropped = found.filter((one) => !settings.some(({ parameter }) => parameter === one.parameter));
      dropped.forEach(require);
      current = settings;
      await this.reset();
    },
    async reset() {
      await removeTrials(site);
      await calm(current, kubernetes, site.signal);
    },
  };
}
