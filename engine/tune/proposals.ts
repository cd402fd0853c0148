import type { Plan } from "../../experiments/index.ts";
import {
  findOwnParameter,
  findParameter,
  parameters,
  searchParameters,
  type Setting,
} from "../../knowledge/index.ts";
import type { DiagnosedCause, FactSet } from "../diagnose/index.ts";
import { remediesOf, type RemedyContext } from "../remedies/index.ts";
import { chooserOf } from "../search/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import { findingNoiseOf, secondsOf, spreadOf } from "./compare.ts";
import type { Measured } from "./measured.ts";
import { mayChange, mayChangeOwn, mayRecommend } from "./permission.ts";
import type { ModelledStages } from "./phase.ts";
import type { TrialModel } from "./trial-model.ts";

/** A change that is worth a try, with the deployment time that the simulation expects of it, in seconds. */
export interface Proposal {
  readonly settings: readonly Setting[];
  /** What the cluster has, where that is neither set nor the version's default. */
  readonly before?: readonly Setting[];
  /**
   * How the values follow from what was measured, one sentence; absent where a simulation chose them. The deployment time
   * is then what is left if all that the cause explains goes.
   */
  readonly evidence?: string;
  readonly deploymentSeconds: number;
  readonly low: number;
  readonly high: number;
  readonly stages: ModelledStages;
}

/** Why a cause that holds the deployment back is not changed. */
export interface Block {
  /** Outside: no parameter of Kubernetes reaches it. Untried: one does, and it is left as it is. */
  readonly kind: "outside" | "untried";
  /** Half a sentence. */
  readonly reason: string;
  /** What somebody else could change. */
  readonly proposal?: Proposal;
}

/** Changes in the order in which they are worth a try, or why there is none. */
export type Proposals =
  | { readonly proposals: readonly [Proposal, ...Proposal[]] }
  /** No change would gain anything: the cause does not hold the deployment back. */
  | { readonly reason?: string }
  | { readonly block: Block };

/**
 * Values for the parameters that a cause suggests, by simulation; all causes that are asked for share one search. A model
 * that is off by more than it admits still ranks values: how good the chosen one is, only the trials after the change
 * decide.
 */
export function proposer(
  plan: Plan,
  model: TrialModel,
  current: Measured,
  facts: FactSet,
): (cause: DiagnosedCause) => Proposals {
  const choosers = new Map<string, Chooser>();
  const chooserFor = (allowed: readonly string[]): Chooser => {
    const key = allowed.join(" ");
    const chooser =
      choosers.get(key) ??
      chooserOf({
        allowed,
        known: [...parameters, ...searchParameters(plan.own)],
        input: model.inputFor(current.settings),
        minGainSeconds: findingNoiseOf(secondsOf(current.trials)),
      });
    choosers.set(key, chooser);
    return chooser;
  };
  const choose: ChooseFor = (cause, asked, allowed) => {
    const found = chosen(chooserFor(allowed), asked);
    if ("curves" in found) return remedied(cause, allowed, asked) ?? untried(found.reason);
    if ("proposals" in found) return found;
    // The simulation knows only what every cluster has: evidence may ask for what it sees no gain in.
    const evident = remedied(cause, allowed, asked);
    return evident !== undefined && "proposals" in evident ? evident : found;
  };
  const remedied = (
    { cause, explainsSeconds }: DiagnosedCause,
    allowed: readonly string[],
    asked: readonly string[],
  ) =>
    remediesFor(
      asked.filter((id) => allowed.includes(id)),
      { plan, settings: current.settings, trial: medianTrial(current.trials), facts, cause },
      Math.max(0, spreadOf(secondsOf(current.trials)).median - explainsSeconds),
    );
  return (cause) => proposalsFor(plan, choose, cause);
}

/** Changes for a cause's parameters among those that may be changed. */
type ChooseFor = (cause: DiagnosedCause, asked: readonly string[], allowed: readonly string[]) => Proposals;

type Chooser = ReturnType<typeof chooserOf>;

function proposalsFor(plan: Plan, choose: ChooseFor, diagnosed: DiagnosedCause): Proposals {
  const { cause, suggests } = diagnosed;
  if (cause === "none") return {};
  if (suggests.length === 0)
    return { block: { kind: "outside", reason: "no parameter of Kubernetes reaches it" } };
  const { own } = plan;
  // Some kinds of parameters, such as those of priority levels, are known by name only.
  const named = suggests.flatMap((id) => findParameter(id) ?? []).filter((one) => !parameters.includes(one));
  const allowed = [
    ...[...parameters, ...named].filter((parameter) => mayChange(parameter, plan)),
    ...(own?.parameters ?? []).filter(({ id }) => mayChangeOwn(id, plan)),
  ].map(({ id }) => id);
  const asked = suggests.map((id) => findOwnParameter(id, own)?.id ?? id);
  if (asked.some((id) => allowed.includes(id))) return choose(diagnosed, asked, allowed);
  const isForeign = plan.provider === "existing";
  const byHand = asked.filter(
    (id) => (isForeign || findOwnParameter(id, own) !== undefined) && mayRecommend(id, plan.tuning),
  );
  if (byHand.length === 0)
    return {
      block: { kind: "untried", reason: `the experiment forbids changing ${suggests.join(", ")}` },
    };
  const recommended = choose(diagnosed, asked, byHand);
  if (!("proposals" in recommended)) return recommended;
  const [proposal] = recommended.proposals;
  return { block: { kind: "untried", reason: isForeign ? foreign : described, proposal } };
}

/** Why nothing is changed on a cluster that Columbo did not make. */
const foreign =
  'the cluster is read-only for Columbo: apply the change by hand, then "columbo diagnose --verify-after" with this run\'s folder says whether it helped';

/** Why a parameter that the user described is not changed on a cluster that is there. */
const described =
  "Columbo cannot set a parameter of your own: set it by hand, then write the new value into [kubernetes] and run the experiment again";

/** No change that the simulation could judge: it has nothing that these parameters bound. */
interface NoCurves {
  readonly curves: "none";
  readonly reason?: string;
}

function untried(reason = "the model does not know what it would gain"): Proposals {
  return { block: { kind: "untried", reason } };
}

/** The values that are worth a try by simulation. */
function chosen(choose: Chooser, suggests: readonly string[]): Proposals | NoCurves {
  const { candidates, reason, curves } = choose(suggests);
  if (curves.length === 0) return { curves: "none", ...(reason === undefined ? {} : { reason }) };
  const [first, ...others] = candidates.map(({ settings, prediction }): Proposal => {
    const { deploymentSeconds, low, high, stages } = prediction;
    return { settings, deploymentSeconds, low, high, stages };
  });
  if (first === undefined) return { reason: reason ?? "no value is worth a try" };
  return { proposals: [first, ...others] };
}

/** What the evidence itself asks for, of the first of these parameters that has a remedy with a value. */
function remediesFor(
  parameters: readonly string[],
  context: RemedyContext,
  deploymentSeconds: number,
): Proposals | undefined {
  const found = parameters.flatMap((parameter) =>
    remediesOf(parameter).flatMap((remedy) => remedy.values(context)),
  );
  const [first, ...others] = found.flatMap((one): Proposal[] =>
    "reason" in one
      ? []
      : [
          {
            settings: one.settings,
            ...(one.before === undefined ? {} : { before: one.before }),
            evidence: one.why,
            deploymentSeconds,
            low: deploymentSeconds,
            high: deploymentSeconds,
            stages: {},
          },
        ],
  );
  if (first !== undefined) return { proposals: [first, ...others] };
  const reason = found.flatMap((one) => ("reason" in one ? [one.reason] : []))[0];
  return reason === undefined ? undefined : { reason };
}
