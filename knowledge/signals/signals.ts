import { auditLatencies } from "./audit-annotations.ts";
import { deferredHistograms } from "./deferred-histograms.ts";
import { isWithin, type SignalFault } from "./fault.ts";

/**
 * Signals of an unmodified Kubernetes that are known to be wrong in some release. Kubernetes' own list of all metrics
 * (test/instrumentation/documentation/documentation-list.yaml) is no help with them, as it lags behind the source: in
 * v1.34.4 it has etcd_request_duration_seconds with the label `type`, which became `group` and `resource` in v1.34.
 * What a component serves is what counts.
 */
const faults: readonly SignalFault[] = [auditLatencies, ...deferredHistograms];

/**
 * What must not be believed in a release.
 * @param kubernetes for example "v1.34.4"; undefined = all that is known, of any release
 * @throws TypeError for a text that is no version
 */
export function signalFaults(kubernetes?: string): readonly SignalFault[] {
  return kubernetes === undefined ? faults : faults.filter(({ releases }) => isWithin(releases, kubernetes));
}

/** Parts of a histogram in the text format. */
const part = /_(bucket|sum|count)$/;

/**
 * Whether a signal means what its name says in this release, as far as is known.
 * @param signal a metric, with or without _bucket, _sum or _count, or the key of an audit annotation
 * @throws TypeError for a version that is none
 */
export function isTrusted(signal: string, kubernetes: string): boolean {
  const name = signal.replace(part, "");
  return !signalFaults(kubernetes).some(({ signal: wrong }) =>
    wrong.endsWith("*") ? name.startsWith(wrong.slice(0, -1)) : name === wrong,
  );
}
