import { nothingToCheck } from "../option.ts";

/** No machines at all: the pipeline is simulated. */
export const simulated = { options: {}, check: nothingToCheck };
