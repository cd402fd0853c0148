import { compareMinor, isKubernetesVersion } from "../../../knowledge/index.ts";
import { numberOf, type Known, type Problem } from "../known.ts";

/** Whether the file itself sets a parameter. */
type Given = (id: string) => boolean;

const seats = ["kube-apiserver.max-requests-inflight", "kube-apiserver.max-mutating-requests-inflight"];
const fairness = "kube-apiserver.enable-priority-and-fairness";
const MIB = 1024 ** 2;

/** Values that a component would not start with, or would start with and ignore. */
export function checkContradictions(known: Known, given: Given): readonly Problem[] {
  const checks = [
    parallelPulls,
    seatsOfFairness,
    levels,
    watchCaches,
    events,
    etcdTimers,
    etcdQuota,
    indexes,
    classes,
    requests,
    podsAtOnce,
  ];
  return checks.flatMap((check) => check(known, given));
}

/** The kubelet takes parallel pulls to be asked for by their number alone, but not against an outright true. */
function parallelPulls(known: Known, given: Given): readonly Problem[] {
  const [serial, atOnce] = ["kubelet.serializeImagePulls", "kubelet.maxParallelImagePulls"];
  const pulls = numberOf(known, atOnce) ?? 0;
  if (!given(serial) || known.get(serial) !== true || pulls < 2) return [];
  const text = `expected false or no line at all beside ${atOnce} = ${String(pulls)}: the kubelet refuses both together`;
  return [{ key: serial, text }];
}

/** Source: apiserver/pkg/server/options/feature.go:77. */
function seatsOfFairness(known: Known, given: Given): readonly Problem[] {
  const total = seats.reduce((sum, id) => sum + (numberOf(known, id) ?? 1), 0);
  const key = seats.find(given);
  if (total > 0 || known.get(fairness) === false || key === undefined) return [];
  return [
    { key, text: `expected ${seats.join(" or ")} above 0: priority-and-fairness shares out their sum` },
  ];
}

function levels(known: Known, given: Given): readonly Problem[] {
  if (known.get(fairness) !== false) return [];
  return [...known.keys()]
    .filter((key) => key.startsWith("kube-apiserver.PriorityLevelConfiguration.") && given(key))
    .map((key) => ({ key, text: `has no effect beside ${fairness} = false: remove one of the two lines` }));
}

/** Caches size themselves: a size other than 0 is dropped with a warning in the server's log. */
function watchCaches(known: Known, given: Given): readonly Problem[] {
  const key = "kube-apiserver.watch-cache-sizes";
  const value = known.get(key);
  if (!given(key) || typeof value !== "string") return [];
  if (known.get("kube-apiserver.watch-cache") === false)
    return [
      { key, text: "has no effect beside kube-apiserver.watch-cache = false: remove one of the two lines" },
    ];
  const wrong = value.split(",").filter((part) => !/^[a-z0-9.-]+#0$/.test(part.trim()));
  const shown = wrong.map((part) => JSON.stringify(part)).join(", ");
  return wrong.length === 0
    ? []
    : [
        {
          key,
          text: `expected resources with the size 0, such as pods#0, got ${shown}: other sizes are ignored`,
        },
      ];
}

/** What 0 means: the client library made its own default of it until v1.36. Source: cmd/kubelet/app/server.go:707. */
function events(known: Known, given: Given): readonly Problem[] {
  const [rate, burst] = ["kubelet.eventRecordQPS", "kubelet.eventBurst"];
  if (!given(rate) || numberOf(known, rate) !== 0) return noLimit(known, given);
  const version = known.get("kube_version");
  const isOld =
    typeof version === "string" && isKubernetesVersion(version) && compareMinor(version, "1.37") < 0;
  if (isOld) {
    const text = `expected at least 1: with 0 the kubelet of ${version} sends 5 events a second, not as many as it likes`;
    return [{ key: rate, text }];
  }
  return given(burst) ? [{ key: burst, text: `has no effect beside ${rate} = 0, which is no limit` }] : [];
}

function noLimit(known: Known, given: Given): readonly Problem[] {
  const [rate, burst] = ["kubelet.registryPullQPS", "kubelet.registryBurst"];
  if (!given(burst) || numberOf(known, rate) !== 0) return [];
  return [{ key: burst, text: `has no effect beside ${rate} = 0, which is no limit: remove it` }];
}

/** Source: etcd server/embed/config.go:1271. */
function etcdTimers(known: Known, given: Given): readonly Problem[] {
  const [heartbeat, election] = ["etcd.heartbeat-interval", "etcd.election-timeout"];
  const [beat, timeout] = [numberOf(known, heartbeat), numberOf(known, election)];
  if (beat === undefined || timeout === undefined || timeout >= 5 * beat) return [];
  const text = `expected ${election} to be at least 5 x ${heartbeat}, got ${String(timeout)} and ${String(beat)} ms: etcd does not start`;
  return [{ key: given(election) ? election : heartbeat, text }];
}

function etcdQuota(known: Known): readonly Problem[] {
  const key = "etcd.quota-backend-bytes";
  const value = numberOf(known, key) ?? 0;
  if (value === 0 || value >= 64 * MIB) return [];
  return [{ key, text: `expected 0 or at least ${String(64 * MIB)}: a cluster alone fills less than that` }];
}

/** Kubernetes refuses a Job with indexes that does not say how many pods it is to complete. */
function indexes(known: Known): readonly Problem[] {
  const key = "workload.Job.completionMode";
  if (known.get(key) !== "Indexed" || known.get("kube_deployment") !== "pod") return [];
  const text =
    "Indexed needs a Job with completions, which kube_deployment = pod has none of: remove it or take another";
  return [{ key, text }];
}

/** Two places that say how much a container asks for. */
function requests(known: Known, given: Given): readonly Problem[] {
  return ["cpu", "memory"].flatMap((resource) => {
    const [key, other] = [`workload.resources.requests.${resource}`, `application_worker_${resource}`];
    if (!given(key) || (numberOf(known, other) ?? 0) === 0) return [];
    return [{ key, text: `${other} in [benchmark] says it already: remove one of the two lines` }];
  });
}

/** Only one Job of several pods has any to spread over time. */
function podsAtOnce(known: Known, given: Given): readonly Problem[] {
  const key = "workload.Job.parallelism";
  const method = known.get("kube_deployment");
  if (!given(key) || method === "pod" || method === undefined) return [];
  return [{ key, text: "has no effect: only with kube_deployment = pod does a Job have more than one pod" }];
}

const builtIn = ["system-cluster-critical", "system-node-critical"];

/** On a cluster of Columbo's own there are no classes but Kubernetes' two. */
function classes(known: Known): readonly Problem[] {
  const key = "workload.priorityClassName";
  const value = known.get(key);
  if (typeof value !== "string" || value === "" || builtIn.includes(value)) return [];
  if (known.get("provider") !== "local") return [];
  return [
    { key, text: `expected one of ${builtIn.join(", ")}, got ${JSON.stringify(value)}: there is no other` },
  ];
}
