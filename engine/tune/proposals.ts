import type { Plan } from "../../experiments/index.ts";
import { parameters, type Setting } from "../../knowledge/index.ts";
import type { DiagnosedCause } from "../diagnose/index.ts";
import { chooseValues } from "../search/index.ts";
import { noiseOf } from "./compare.ts";
import type { Measured } from "./measured.ts";
import { mayChange } from "./permission.ts";
import type { TrialModel } from "./trial-model.ts";

/** A change that is worth a try, with the deployment time that the simulation expects of it, in seconds. */
export interface Proposal {
  readonly settings: readonly Setting[];
  readonly deploymentSeconds: number;
  readonly low: number;
  readonly high: number;
}

/** Changes in the order in which they are worth a try, or why there is none. */
export type Proposals =
  | { readonly proposals: readonly [Proposal, ...Proposal[]] }
  | {
      readonly reason: string;
      /** True when the cause lies outside what can or may be set. */
      readonly outside: boolean;
    };

/**
 * Values for the parameters that a cause suggests, by simulation. A model that is off by more than it admits still
 * ranks values: how good the chosen one is, only the trials after the change decide.
 */
export function proposalsFor(
  plan: Plan,
  model: TrialModel,
  current: Measured,
  { suggests }: DiagnosedCause,
): Proposals {
  if (suggests.length === 0) return { reason: "no parameter of Kubernetes reaches it", outside: true };
  const allowed = parameters.map(({ id }) => id).filter((id) => mayChange(id, plan.tuning));
  if (!suggests.some((id) => allowed.includes(id)))
    return { reason: `the experiment does not allow ${suggests.join(", ")} to be changed`, outside: true };
  const { candidates, reason } = chooseValues({
    parameters: suggests,
    allowed,
    input: model.inputFor(current.settings),
    minGainSeconds: noiseOf(current.trials.map(({ deploymentSeconds }) => deploymentSeconds)),
  });
  const [first, ...others] = candidates.map(({ settings, prediction }): Proposal => {
    const { deploymentSeconds, low, high } = prediction;
    return { settings, deploymentSeconds, low, high };
  });
  if (first === undefined) return { reason: reason ?? "no value is worth a try", outside: false };
  return { proposals: [first, ...others] };
}
