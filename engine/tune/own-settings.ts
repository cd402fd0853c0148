import type { Plan } from "../../experiments/index.ts";
import { findOwnParameter, type Setting } from "../../knowledge/index.ts";
import type { Cluster } from "../../provisioners/index.ts";

/** The plan as provisioners take it: without settings of what the user described, which they cannot set. */
export function withoutOwn(plan: Plan): Plan {
  return plan.own === undefined ? plan : { ...plan, settings: plan.settings.filter(isKubernetes(plan)) };
}

/**
 * The cluster with the values that the experiment says parameters of the user's have on it: Columbo cannot set these,
 * but they are part of the configuration that trials are measured under.
 */
export function withOwn(cluster: Cluster, plan: Plan): Cluster {
  if (plan.own === undefined) return cluster;
  const own = plan.settings.filter((setting) => !isKubernetes(plan)(setting));
  return {
    ...cluster,
    settings: () => [...cluster.settings(), ...own],
    apply: (settings) => cluster.apply(settings.filter(isKubernetes(plan))),
  };
}

const isKubernetes =
  ({ own }: Plan) =>
  ({ parameter }: Setting): boolean =>
    findOwnParameter(parameter, own) === undefined;
