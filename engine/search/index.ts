export { chooseValues, type Candidate, type SearchRequest, type SearchResult } from "./choose.ts";
export type { Curve } from "./curve.ts";
