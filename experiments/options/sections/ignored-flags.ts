/**
 * Flags of kube-scheduler that it ignores beside a configuration file, by their names in lower case, with the field that
 * counts then. Source: kubernetes v1.34.4 cmd/kube-scheduler/app/options/deprecated.go:45-49.
 */
const ignored: Readonly<Record<string, string>> = {
  "kube-scheduler.kube-api-qps": "kube-scheduler.clientConnection.qps",
  "kube-scheduler.kube-api-burst": "kube-scheduler.clientConnection.burst",
  "kube-scheduler.contention-profiling": "kube-scheduler.enableContentionProfiling",
};

/** Why a flag of the scheduler is not taken, and what is; undefined for any other name. */
export function ignoredBesideFile(key: string): string | undefined {
  const field = ignored[key];
  return field === undefined
    ? undefined
    : `kube-scheduler ignores this flag beside its configuration file, which Columbo gives it: set ${field} instead`;
}
