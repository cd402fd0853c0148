import { parameters as builtIn } from "../../knowledge/index.ts";
import { curveOf, othersOf, type Curve } from "./curve.ts";
import type { JointResult } from "./joint.ts";
import { neighbour } from "./neighbours.ts";
import { simulated, type Candidate, type Simulated, type SimulatedRequest } from "./simulated.ts";
import type { Point, Space } from "./space.ts";
import { createTrace, type Scored } from "./trace.ts";

/** What is looked for, and within which bounds. */
export interface SearchRequest extends SimulatedRequest {
  /** The parameters that the cause suggests, by name; those that go with them are added where allowed. */
  readonly parameters: readonly string[];
}

export interface SearchResult {
  /**
   * Of the parameters in question alone. The recommended one first, then the next bigger and the next smaller, in case
   * it does not prove itself.
   */
  readonly candidates: readonly Candidate[];
  /**
   * Of all parameters that may be changed, together: the smallest change that is within `fraction` of the fastest.
   * Absent where no change is worth a try.
   */
  readonly joint?: Candidate;
  /** Why there is no candidate, one sentence. */
  readonly reason?: string;
  /** Of the parameters in question; none where the simulation has nothing that they bound. */
  readonly curves: readonly Curve[];
  /** What the joint search evaluated, in order. */
  readonly evaluations: readonly Scored[];
  /** How near to the best the recommended values come. */
  readonly fraction: number;
  /** Under the present settings. */
  readonly present: SimulatedResult;
  /** All that were made, those of predictions included. */
  readonly simulations: number;
}

type SimulatedResult = Simulated["present"];

/** Share of the gain of values chosen alone that jointly chosen ones must bring as long as all else stays as it is. */
const mostOfGain = 0.9;

/** What of the budget each part of the search may use. */
const shares = { joint: 0.55, alone: 0.25, curves: 0.2 } as const;

/**
 * Chooses values for all that may be changed together, and for the parameters in question alone: of these the values that
 * the joint search recommends, so that the next limiter does not hide how far they must go, or others where these do not
 * help as long as everything else stays as it is. Whether a change is worth a try is judged with the others as they are,
 * since that is what the next trials will measure.
 */
export function chooseValues(request: SearchRequest): SearchResult {
  const { parameters, ...shared } = request;
  return chooserOf(shared)(parameters);
}

/** Chooses for one cause's parameters after the other's, under the same present settings: all share one joint search. */
export function chooserOf(
  request: Omit<SearchRequest, "parameters">,
): (parameters: readonly string[]) => SearchResult {
  const model = simulated(request);
  const whole = model.space(model.settable(request.allowed));
  const joint = model.search(whole, shares.joint);
  const jointCandidate = model.candidate(joint.recommended.settings);
  return (parameters) => chosenFor({ ...request, parameters }, { model, whole, joint, jointCandidate });
}

interface Shared {
  readonly model: Simulated;
  /** Of everything that may be changed. */
  readonly whole: Space;
  readonly joint: JointResult;
  readonly jointCandidate: Candidate;
}

function chosenFor(request: SearchRequest, { model, whole, joint, jointCandidate }: Shared): SearchResult {
  const { minGainSeconds, known = builtIn } = request;
  const { evaluate, settable, fraction, present } = model;
  const asked = new Set(request.parameters.map((id) => id.toLowerCase()));
  const suggested = known.filter(({ id }) => asked.has(id.toLowerCase()));
  const names = [...suggested.map(({ id }) => id), ...suggested.flatMap(({ goesWith }) => goesWith)];
  const own = settable(names);
  const space = model.space(own);
  const curves = curvesOf(model, space, whole, joint.recommended.point, request);
  const common = {
    ...(jointCandidate.gainSeconds >= minGainSeconds ? { joint: jointCandidate } : {}),
    curves,
    evaluations: joint.evaluations,
    fraction,
    present,
  };
  const refuse = (reason: string): SearchResult => ({
    ...common,
    candidates: [],
    reason,
    simulations: model.simulations(),
  });
  if (space.coordinates.length === 0)
    return refuse("none of the suggested parameters may be changed and bounds the simulated path");

  const alone = model.search(space, shares.alone);
  const now = joint.present.evaluation.seconds;
  const ownPart = joint.recommended.settings.filter(({ parameter }) =>
    own.some(({ id }) => id === parameter),
  );
  const { seconds } = alone.recommended.evaluation;
  // What is a little slower alone is worth it where the next change would otherwise find this limiter in its way.
  const enough = Math.max((1 + fraction) * seconds, now - mostOfGain * (now - seconds));
  const isEnough = ownPart.length > 0 && evaluate(ownPart).seconds <= enough;
  const chosen = isEnough ? ownPart : alone.recommended.settings;
  const best = model.candidate(chosen);
  if (best.settings.length === 0 || best.gainSeconds < minGainSeconds)
    return refuse(
      reasonWhyNot(
        joint,
        common.joint !== undefined,
        best,
        own.map(({ id }) => id),
        minGainSeconds,
      ),
    );
  const at = isEnough ? pointIn(space, whole, joint.recommended.point) : alone.recommended.point;
  const alternates = (["bigger", "smaller"] as const)
    .flatMap((direction) => {
      const point = neighbour(space, at, direction);
      return point === undefined ? [] : [model.candidate(space.settingsAt(point))];
    })
    .filter(({ gainSeconds }) => gainSeconds >= minGainSeconds);
  return { ...common, candidates: [best, ...alternates], simulations: model.simulations() };
}

function reasonWhyNot(
  { present, best }: JointResult,
  helpsJointly: boolean,
  { settings, gainSeconds }: Candidate,
  own: readonly string[],
  minGainSeconds: number,
): string {
  const now = present.evaluation.seconds;
  if (!helpsJointly)
    return `nothing settable helps: at most ${(now - best.evaluation.seconds).toFixed(1)} s of ${now.toFixed(1)} s`;
  if (settings.length === 0)
    return `no other value of ${own.join(", ")} makes the simulated deployment faster as long as the rest stays as it is`;
  return `changing ${settings.map(({ parameter }) => parameter).join(", ")} is predicted to save ${Math.max(0, gainSeconds).toFixed(1)} s, less than the ${minGainSeconds.toFixed(1)} s that trials can tell from noise`;
}

/** The levels of one space's coordinates that another space, which has all of them, is at. */
function pointIn(space: Space, whole: Space, point: Point): Point {
  return space.coordinates.map(({ name, present }) => {
    const index = whole.coordinates.findIndex((coordinate) => coordinate.name === name);
    return point[index] ?? present;
  });
}

function curvesOf(
  { evaluate }: Simulated,
  space: Space,
  whole: Space,
  recommended: Point,
  { budget = Infinity }: SearchRequest,
): readonly Curve[] {
  const trace = createTrace(whole, evaluate, Math.floor(budget * shares.curves));
  const others = othersOf(whole, recommended);
  return whole.coordinates.flatMap(({ name, perRate }, index) =>
    perRate === undefined && space.coordinates.some((own) => own.name === name)
      ? (curveOf(whole, index, others, trace) ?? [])
      : [],
  );
}
