import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { counted, meanOf } from "../histogram.ts";
import { clip, total, union, type Interval } from "../intervals.ts";
import { between, lastOnKubelet, podsOnKubelets } from "../nodes.ts";
import { configured, oncePerTrial, since, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const parameters = { qps: "kubelet.kubeAPIQPS", burst: "kubelet.kubeAPIBurst" } as const;
const metric = "rest_client_rate_limiter_duration_seconds";
/** What a pod's volumes are made of; any pod's request for one is ahead of the last one's in the line. */
const forVolumes =
  /\/(serviceaccounts\/[^/]+\/token|configmaps|secrets|persistentvolumeclaims|persistentvolumes)(\/|\?|$)/;

/** Whether the last pod waited for the token bucket of its kubelet's client. */
export function kubeletClientFacts(view: TrialView): Readings {
  const [qps, burst] = [configured(view, parameters.qps), configured(view, parameters.burst)];
  const seconds = pacedSeconds(view);
  return {
    "kubelet-client.qps": known(qps.value, qps.origin),
    "kubelet-client.burst": known(burst.value, burst.origin),
    "kubelet-client.waits": known(
      waitsOf(view).length,
      '"Waited before sending request" in the kubelets\' logs',
    ),
    "kubelet-client.longest-wait-seconds": known(
      waitsOf(view).reduce((most, { waited }) => Math.max(most, waited / 1000), 0),
      "the same",
    ),
    "kubelet-client.paced-seconds": seconds,
    "kubelet-client.paced-share": shareOfDeployment(
      view,
      seconds,
      "kubelet-client.paced-seconds / deployment",
    ),
  };
}

function waitsOf({ record }: TrialView) {
  return record.waits.filter(({ component }) => component === "kubelet");
}

/**
 * When the last pod waited for its kubelet's bucket: for a volume's contents until its volumes were there, and for what
 * its own status needs until its end. Events go through a client of their own since v1.5 and delay nothing.
 */
export const kubeletPaced = oncePerTrial((view): readonly Interval[] => {
  const last = lastOnKubelet(view);
  if (last === undefined) return [];
  const [volumes] = between([last], "pod-delivered", "volumes-mounted");
  const [start] = between([last], "pod-delivered", "container-running");
  return union(
    waitsOf(view).flatMap(({ url, sentAt, waited }) => {
      const path = url.split("?")[0] ?? "";
      const wait = { from: since(view, sentAt - waited), to: since(view, sentAt) };
      if (forVolumes.test(path)) return volumes === undefined ? [] : [clip(wait, volumes)];
      const isOwn = path.includes(`/pods/${last.pod}`);
      return isOwn && start !== undefined ? [clip(wait, start)] : [];
    }),
  );
});

function pacedSeconds(view: TrialView): Reading {
  if (podsOnKubelets(view).length === 0) return known(0, "no node has a kubelet");
  if (waitsOf(view).length > 0 || isLogRead(view))
    return known(
      total(kubeletPaced(view)),
      "waits for tokens in the kubelets' logs that are on the last pod's way",
    );
  return byMean(view);
}

/** Whether some point of the timeline comes from a kubelet's log. */
function isLogRead({ record }: TrialView): boolean {
  return record.timeline.containers.some(({ points }) =>
    Object.values(points).some(({ source }) => source.includes("kubelet log")),
  );
}

/** Without the log: one request of the last pod waited as long as requests did on average. */
function byMean(view: TrialView): Reading {
  const posts = counted(view, "kubelet", metric, { verb: "POST" });
  if (posts !== undefined) return known(meanOf(posts), `mean of ${metric} of the kubelets, POST`);
  return view.context.plan.provider === "simulated"
    ? known(0, "the simulation tells no waits of kubelets apart")
    : missing(`neither the kubelets' logs nor their metric ${metric} was read`);
}
