/** Pods that wait for no volume: what a token for the API costs is a fault of its own. */
export const withoutToken = { "workload.automountServiceAccountToken": "false" } as const;
