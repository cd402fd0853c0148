import { nothingToCheck } from "../option.ts";

/** A name that Continuum accepts without having the application. */
export const signalClassification = { options: {}, check: nothingToCheck };
