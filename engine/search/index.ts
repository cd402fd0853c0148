export { chooseValues, type SearchRequest, type SearchResult } from "./choose.ts";
export type { Curve } from "./curve.ts";
export type { Candidate } from "./simulated.ts";
