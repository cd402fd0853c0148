export { chooseValues, type SearchRequest, type SearchResult } from "./choose.ts";
export type { Curve } from "./curve.ts";
export { asEvaluated, simulatedEvaluation } from "./evaluate.ts";
export { searchJointly, type JointResult } from "./joint.ts";
export { paceGuesser } from "./pace.ts";
export { partsOf } from "./parts.ts";
export type { Candidate } from "./simulated.ts";
export { spaceOf } from "./space.ts";
