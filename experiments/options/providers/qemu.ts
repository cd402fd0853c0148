import { nothingToCheck } from "../option.ts";

/** Virtual machines on this host and on `external_physical_machines`; no options of its own. */
export const qemu = { options: {}, check: nothingToCheck };
