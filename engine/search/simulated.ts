import { parameters as builtIn, type SearchParameter, type Setting } from "../../knowledge/index.ts";
import { limitSetBy, predict, type Prediction, type SimulationInput } from "../model/index.ts";
import {
  asEvaluated,
  boundsSeats,
  limitsRead,
  seatsMatter,
  simulatedEvaluation,
  withChanges,
} from "./evaluate.ts";
import { searchJointly, type JointResult } from "./joint.ts";
import { paceGuesser } from "./pace.ts";
import { partsOf } from "./parts.ts";
import { spaceOf, type Space } from "./space.ts";
import type { Evaluate } from "./trace.ts";

/** What every search by simulation is given. */
export interface SimulatedRequest {
  /** Every parameter that may be changed, by name; unknown ones count for nothing. */
  readonly allowed: readonly string[];
  /** The workload under the present limits. */
  readonly input: SimulationInput;
  /** How near to the best a value must come to be enough; 0.03 = 3 %. */
  readonly fraction?: number;
  /** Seconds that a change must be predicted to save to be worth a try. */
  readonly minGainSeconds: number;
  /** Simulations at most, beside those of predictions. */
  readonly budget?: number;
  /** The parameters there are, with the user's own; absent = the built-in ones. */
  readonly known?: readonly SearchParameter[];
}

/** Values worth a try. */
export interface Candidate {
  /** New values of everything that this candidate changes. */
  readonly settings: readonly Setting[];
  /** With all other settings as they are. */
  readonly prediction: Prediction;
  /** Seconds that the prediction saves against the present settings. */
  readonly gainSeconds: number;
}

/** A workload whose limits can be varied by simulation. */
export interface Simulated {
  readonly fraction: number;
  /** Remembers what it was asked before. */
  readonly evaluate: Evaluate;
  /** Under the present settings. */
  readonly present: Prediction;
  /** The parameters of these names that may be set and that the simulation has a station for. */
  readonly settable: (ids: readonly string[]) => readonly SearchParameter[];
  readonly space: (settable: readonly SearchParameter[]) => Space;
  /** @param share of the request's budget */
  readonly search: (space: Space, share: number) => JointResult;
  /** Without the settings that are so already. */
  readonly candidate: (settings: readonly Setting[]) => Candidate;
  /** Simulations made so far. */
  readonly simulations: () => number;
}

const defaultFraction = 0.03;
const defaultBudget = 400;

/** Makes what searches over this workload share. */
export function simulated(request: SimulatedRequest): Simulated {
  const { input, fraction = defaultFraction, budget = defaultBudget, known = builtIn } = request;
  const named = (ids: readonly string[]): readonly SearchParameter[] => {
    const names = new Set(ids.map((id) => id.toLowerCase()));
    return known.filter(({ id }) => names.has(id.toLowerCase()));
  };
  const read = limitsRead(input);
  const withSeats = seatsMatter(input, known);
  const stations = new Set(
    known
      .filter((parameter) => read.has(parameter.id) && (withSeats || !boundsSeats(parameter)))
      .flatMap(({ id, goesWith }) => [id, ...goesWith]),
  );
  const allowed = new Set(named(request.allowed));
  let count = 3;
  const simulate = simulatedEvaluation(input);
  const before = new Map<string, ReturnType<Evaluate>>();
  const evaluate: Evaluate = (changes) => {
    const key = JSON.stringify(withChanges(input.limits, changes));
    const found = before.get(key) ?? simulate(changes);
    if (!before.has(key)) count += 1;
    before.set(key, found);
    return found;
  };
  const predicted = (settings: readonly Setting[]): Prediction => {
    count += simulationsOfPrediction;
    return predict({ ...input, limits: withChanges(input.limits, settings) });
  };
  const present = predicted([]);
  return {
    fraction,
    evaluate,
    present,
    settable: (ids) => named(ids).filter((parameter) => allowed.has(parameter) && stations.has(parameter.id)),
    space: (settable) => spaceOf(partsOf(settable, input.limits)),
    search: (space, share) => {
      const guesser = paceGuesser(space, asEvaluated(input));
      return searchJointly(space, evaluate, {
        fraction,
        budget: Math.floor(budget * share),
        ...(guesser === undefined ? {} : { guesser }),
      });
    },
    candidate: (settings) => {
      const changed = settings.filter(
        ({ parameter, value }) => input.limits[parameter] !== limitSetBy({ parameter, value }),
      );
      const prediction = predicted(changed);
      const gainSeconds = present.deploymentSeconds - prediction.deploymentSeconds;
      return { settings: changed, prediction, gainSeconds };
    },
    simulations: () => count,
  };
}

const simulationsOfPrediction = 5;
