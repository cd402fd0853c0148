import { known, type Reading, type Readings } from "../fact-set.ts";
import { grown, type TrialView } from "../trial-view.ts";

const programming = "kubeproxy_network_programming_duration_seconds";
const syncing = "kubeproxy_sync_proxy_rules_duration_seconds";
const unread =
  "no kube-proxy was read; the deployment ends when its pods run or are ready, before Services send them traffic";

/** How long it takes until nodes send a Service's traffic to pods that have become ready. */
export function kubeProxyFacts(view: TrialView): Readings {
  const mean = (metric: string): Reading => {
    const sum = grown(view, "kube-proxy", `${metric}_sum`);
    const count = grown(view, "kube-proxy", `${metric}_count`);
    if (sum === undefined || count === undefined) return known(0, unread);
    return known(count === 0 ? 0 : sum / count, `${metric} of kube-proxy`);
  };
  return {
    "kube-proxy.programming-mean-seconds": mean(programming),
    "kube-proxy.sync-mean-seconds": mean(syncing),
  };
}
