import { lifted } from "./limits/lifted.ts";

/** Pods that wait for no volume: what a token for the API costs is a fault of its own. */
export const withoutToken = { "workload.automountServiceAccountToken": "false" } as const;

/** Neither the control plane's clients nor a volume hold pods back: what else does is to be seen. */
export const unhindered = { ...lifted, ...withoutToken } as const;
