import { apiServerWorkPerPod } from "../../../knowledge/index.ts";
import type { ClientLoad } from "../../trial/record.ts";
import { known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { total } from "../intervals.ts";
import { serverOverloaded } from "../overload.ts";
import { cpuStretches } from "../processor.ts";
import { counted } from "../histogram.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const metric = "apiserver_flowcontrol_request_execution_seconds";
/** Flow schemas of the cluster's own requests (flowcontrol bootstrap, default.go); Columbo's are few. */
const ownSchemas =
  /^(exempt|probes|system-.*|kube-.*|workload-leader-election|endpoint-controller|catch-all)$/;

/** The client that took most of the API server's time, of those that belong neither to the cluster nor to Columbo. */
interface OtherClient {
  readonly user: string;
  readonly userAgent: string;
  /** What it asked for most, for example "list pods". */
  readonly request: string;
  readonly requests: number;
  readonly seconds: number;
  /** Its part of the server's time, by latencies or by processor time, whichever is greater. */
  readonly share: number;
  readonly origin: string;
}

/** Whether a client that has nothing to do with the deployment keeps the API server busy. */
export function otherClientFacts(view: TrialView): Readings {
  const client = view.context.plan.provider === "simulated" ? nobody : greatest(view);
  if (client === undefined) {
    const unread = missing("neither the audit log nor metrics of kube-apiserver were read");
    return readingOf(unread, ids, "other-clients.");
  }
  const { origin, user, userAgent, request, requests, seconds, share } = client;
  const delay = delayOf(view, client);
  return {
    "other-clients.user": known(user, origin),
    "other-clients.user-agent": known(userAgent, origin),
    "other-clients.request": known(request, origin),
    "other-clients.requests": known(requests, origin),
    "other-clients.seconds": known(seconds, origin),
    "other-clients.share": known(share, origin),
    "other-clients.delay-seconds": delay,
    "other-clients.delay-share": shareOfDeployment(view, delay, "other-clients.delay-seconds / deployment"),
  };
}

const ids = ["user", "user-agent", "request", "requests", "seconds", "share", "delay-seconds", "delay-share"];

const nobody: OtherClient = {
  user: "nobody",
  userAgent: "none",
  request: "none",
  requests: 0,
  seconds: 0,
  share: 0,
  origin: "no other client was seen",
};

function greatest(view: TrialView): OtherClient | undefined {
  const { loads = [], requests } = view.record;
  if (requests.length === 0) return bySchema(view);
  const own = requests.reduce((sum, { latency }) => sum + latency / 1000, 0);
  const all = own + secondsOf(loads);
  const [most] = [...Map.groupBy(loads, ({ user }) => user).values()].sort(
    (a, b) => secondsOf(b) - secondsOf(a),
  );
  const main = most?.toSorted((a, b) => b.seconds - a.seconds)[0];
  if (most === undefined || main === undefined) return nobody;
  return {
    user: main.user,
    userAgent: main.userAgent,
    request: `${main.verb} ${main.resource}`,
    requests: most.reduce((sum, load) => sum + load.requests, 0),
    seconds: secondsOf(most),
    share: Math.max(all === 0 ? 0 : secondsOf(most) / all, processorShare(view, secondsOf(most))),
    origin: "audit log, and the processor time of kube-apiserver",
  };
}

/**
 * The part of the server's processor time that its pods do not account for, as far as this client's requests lasted:
 * requests of the deployment are many at once and mostly wait, so that their latencies say too little of others'.
 */
function processorShare(view: TrialView, seconds: number): number {
  const used = cpuStretches(view).reduce(
    (sum, { from, to, sample }) => sum + (to - from) * (sample.cores["kube-apiserver"] ?? 0),
    0,
  );
  const pods = new Set(view.record.timeline.containers.map(({ pod }) => pod)).size;
  const left = Math.max(0, used - apiServerWorkPerPod * pods);
  return used === 0 ? 0 : Math.min(left, seconds) / used;
}

function secondsOf(loads: readonly ClientLoad[]): number {
  return loads.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Without an audit log a client is known by the flow schema that its requests belong to. */
function bySchema(view: TrialView): OtherClient | undefined {
  const all = counted(view, "kube-apiserver", metric, { type: "regular" });
  if (all === undefined) return undefined;
  const names = new Set(
    view.record.metrics.flatMap(({ name, labels }) =>
      name === `${metric}_sum` ? (labels["flow_schema"] ?? []) : [],
    ),
  );
  const [most] = [...names]
    .filter((name) => !ownSchemas.test(name))
    .map((name) => ({
      name,
      ...counted(view, "kube-apiserver", metric, { flow_schema: name, type: "regular" }),
    }))
    .sort((a, b) => (b.sum ?? 0) - (a.sum ?? 0));
  if (most === undefined) return nobody;
  const { name, sum = 0, count = 0 } = most;
  return {
    ...nobody,
    user: `those of flow schema ${name}`,
    requests: count,
    seconds: sum,
    share: all.sum === 0 ? 0 : sum / all.sum,
    origin: `${metric}{flow_schema="${name}"}`,
  };
}

/** A server that has time to spare takes none from anybody. */
function delayOf(view: TrialView, { share, origin }: OtherClient): Reading {
  if (share === 0) return known(0, origin);
  const overloaded = serverOverloaded(view);
  if ("unknown" in overloaded) return missing(overloaded.unknown);
  return known(total(overloaded.intervals) * share, `${overloaded.origin}; ${origin}`);
}
