import { nothingToCheck } from "../option.ts";

/** Endpoints that work alone. */
export const none = { options: {}, check: nothingToCheck };
