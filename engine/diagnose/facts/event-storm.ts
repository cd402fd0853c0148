import { derived, known, missing, numberIn, type Reading, type Readings } from "../fact-set.ts";
import { grown, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** The priority level that takes what kubelets send, their events included (flowcontrol bootstrap, default.go). */
const level = { priority_level: "system" };
const waits = "apiserver_flowcontrol_request_wait_duration_seconds";
const rejects = "apiserver_flowcontrol_rejected_requests_total";
const requests = "apiserver_request_total";
const server = "kube-apiserver";
/** What a kubelet asks for on a pod's way beside events: a token, and three writes of its status. */
const requestsPerPod = 4;
/** What a client waits after a rejection (Retry-After of the API server), seconds. */
const retrySeconds = 1;

/** Whether events, of which a pod's start makes several, keep the API server from what pods wait for. */
export function eventStormFacts(view: TrialView): Readings {
  const of = (name: string, labels: Readonly<Record<string, string>> = {}): Reading => {
    const growth = grown(view, server, name, labels);
    return growth === undefined
      ? missing("no metrics of kube-apiserver were read")
      : known(growth, `${name} of kube-apiserver`);
  };
  const events = of(requests, { resource: "events" });
  const all = numberIn(of(requests));
  const [waited, passed] = [numberIn(of(`${waits}_sum`, level)), numberIn(of(`${waits}_count`, level))];
  const rejected = of(rejects, level);
  const origin = `${waits}{priority_level="system"}`;
  const mean = derived(events, () => (passed === 0 ? 0 : waited / passed), origin);
  const asked = passed + numberIn(rejected);
  const delay = derived(
    mean,
    (seconds) => requestsPerPod * (seconds + (asked === 0 ? 0 : (numberIn(rejected) / asked) * retrySeconds)),
    `${origin} and ${rejects}, for ${String(requestsPerPod)} requests on a pod's way`,
  );
  return {
    "events.requests": events,
    "events.share": derived(events, (sent) => (all === 0 ? 0 : Math.min(1, sent / all)), requests),
    "events.rejected": rejected,
    "events.wait-mean-seconds": mean,
    "events.delay-seconds": delay,
    "events.delay-share": shareOfDeployment(view, delay, "delay / deployment"),
  };
}
