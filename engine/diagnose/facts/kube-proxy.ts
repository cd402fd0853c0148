import { known, type Reading, type Readings } from "../fact-set.ts";
import { counted, meanOf } from "../histogram.ts";
import type { TrialView } from "../trial-view.ts";

const programming = "kubeproxy_network_programming_duration_seconds";
const syncing = "kubeproxy_sync_proxy_rules_duration_seconds";
const unread =
  "no kube-proxy was read; the deployment ends when its pods run or are ready, before Services send them traffic";

/** How long it takes until nodes send a Service's traffic to pods that have become ready. */
export function kubeProxyFacts(view: TrialView): Readings {
  const mean = (metric: string): Reading => {
    const seen = counted(view, "kube-proxy", metric);
    return seen === undefined ? known(0, unread) : known(meanOf(seen), `${metric} of kube-proxy`);
  };
  return {
    "kube-proxy.programming-mean-seconds": mean(programming),
    "kube-proxy.sync-mean-seconds": mean(syncing),
  };
}
