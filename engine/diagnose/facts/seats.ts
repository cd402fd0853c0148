import { parameters } from "../../../knowledge/index.ts";
import type { AuditedRequest } from "../../trial/record.ts";
import { isOf, jobController, scheduler } from "../buckets.ts";
import { known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { counted, meanOf, type Counted } from "../histogram.ts";
import { inFlight, mostRequestsAtOnce, pathCreates } from "../in-flight.ts";
import { configured, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const metric = "apiserver_flowcontrol_request_wait_duration_seconds";
/** The priority level of the job controller and of the scheduler (flowcontrol bootstrap, default.go). */
const usualLevel = "workload-high";

/** Requests of the deployment that belong to a flow schema. */
type Senders = (request: AuditedRequest) => boolean;

const byController: Senders = (request) => isOf(jobController, request);
const byScheduler: Senders = (request) => isOf(scheduler, request);
const byClient: Senders = ({ verb, resource }) => verb === "create" && resource === "jobs";

/** Whose requests the API server's own flow schemas hold (flowcontrol bootstrap, default.go); others hold none of these. */
const sendersOf: Readonly<Record<string, Senders>> = {
  "kube-system-service-accounts": byController,
  "kube-scheduler": byScheduler,
  "global-default": byClient,
};
const ownSchemas =
  /^(exempt|probes|system-.*|kube-.*|service-accounts|workload-leader-election|endpoint-controller|catch-all|global-default)$/;

/** A priority level that the deployment's requests go through. */
interface Level {
  readonly name: string;
  /** The flow schema that waited most in it. */
  readonly schema: string;
  readonly waited: Counted;
  readonly requests: readonly AuditedRequest[];
}

/** Whether requests of the deployment queued for the API server's seats, and at which priority level. */
export function seatFacts(view: TrialView): Readings {
  if (counted(view, "kube-apiserver", metric) === undefined) {
    const unread = missing("no metrics of kube-apiserver were read");
    return readingOf(unread, ids);
  }
  const levels = levelsOf(view).map((level) => ({ level, seconds: waitOf(view, level) }));
  const [worst] = levels.toSorted((a, b) => valueOf(b.seconds) - valueOf(a.seconds));
  const { level, seconds } = worst ?? { level: idle(view), seconds: waitOf(view, idle(view)) };
  const { name, schema, waited, requests } = level;
  const origin = `${metric}{priority_level="${name}"}`;
  return {
    "seats.level": known(name, "the priority level whose requests waited longest"),
    "seats.flow-schema": known(schema, `flow schema of level ${name} whose requests waited longest`),
    "seats.count": seatsOf(view, name),
    "seats.at-once": known(
      mostRequestsAtOnce(view, requests),
      "audit log, requests of the level under way at once",
    ),
    "kube-apiserver.queue-wait-mean-seconds": known(meanOf(waited), origin),
    "kube-apiserver.seat-wait-seconds": seconds,
    "kube-apiserver.seat-wait-share": shareOfDeployment(view, seconds, "seat wait / deployment"),
  };
}

const ids = [
  "seats.level",
  "seats.flow-schema",
  "seats.count",
  "seats.at-once",
  "kube-apiserver.queue-wait-mean-seconds",
  "kube-apiserver.seat-wait-seconds",
  "kube-apiserver.seat-wait-share",
];

const valueOf = (reading: Reading): number => ("missing" in reading ? -1 : Number(reading.value));

/** The usual level, where nothing waited anywhere. */
function idle(view: TrialView): Level {
  const requests = view.record.requests.filter((request) => byController(request) || byScheduler(request));
  return { name: usualLevel, schema: "none", waited: { sum: 0, count: 0 }, requests };
}

function levelsOf(view: TrialView): readonly Level[] {
  const pairs = view.record.metrics.flatMap(({ name, labels, delta }) =>
    name === `${metric}_sum`
      ? [{ level: labels["priority_level"] ?? "", schema: labels["flow_schema"], delta }]
      : [],
  );
  return [...Map.groupBy(pairs, ({ level }) => level)].flatMap(([name, schemas]): Level[] => {
    const ours = schemas.filter(({ schema }) => schema === undefined || isOurs(schema));
    const [most] = ours.toSorted((a, b) => b.delta - a.delta);
    if (most === undefined) return [];
    const parts = ours.map(({ schema }) =>
      counted(view, "kube-apiserver", metric, {
        priority_level: name,
        ...(schema === undefined ? {} : { flow_schema: schema }),
      }),
    );
    const senders = new Set(ours.map(({ schema }) => schema));
    return [
      {
        name,
        schema: most.schema ?? "none",
        waited: {
          sum: parts.reduce((sum, part) => sum + (part?.sum ?? 0), 0),
          count: parts.reduce((sum, part) => sum + (part?.count ?? 0), 0),
        },
        requests: [...new Set([...senders].flatMap((schema) => requestsOf(view, schema)))],
      },
    ];
  });
}

/** A schema that somebody made may hold anybody's. */
function isOurs(schema: string): boolean {
  return schema in sendersOf || !ownSchemas.test(schema);
}

/**
 * The deployment's requests of a flow schema. The metrics do not say whose a schema of somebody's own holds: those that
 * took longest are the ones that wait.
 */
function requestsOf(view: TrialView, schema: string | undefined): readonly AuditedRequest[] {
  const all = pathCreates(view);
  if (schema === undefined) return all.filter((request) => byController(request) || byScheduler(request));
  const senders = sendersOf[schema];
  if (senders !== undefined) return all.filter(senders);
  const [longest = []] = Object.values(sendersOf)
    .map((senders) => all.filter(senders))
    .toSorted((a, b) => inFlight(view, b).latency - inFlight(view, a).latency);
  return longest;
}

/** The latency that the audit log shows includes the wait for a seat; the metric knows how much of it that was. */
function waitOf(view: TrialView, { name, waited, requests }: Level): Reading {
  const { seconds, latency } = inFlight(view, requests);
  if (requests.length === 0 || latency === 0)
    return missing("the audit log shows no creates of pods or bindings");
  return known(
    seconds * Math.min(1, waited.sum / latency),
    `audit log and ${metric}{priority_level="${name}"}`,
  );
}

/** Requests that a level may have under way before it borrows any: its part of all seats (apf_controller.go). */
function seatsOf(view: TrialView, name: string): Reading {
  const all = ["max-requests-inflight", "max-mutating-requests-inflight"].reduce(
    (sum, flag) => sum + configured(view, `kube-apiserver.${flag}`).value,
    0,
  );
  const seen = view.record.priorityLevels;
  const shares = new Map((seen ?? usualLevels(view)).map((level) => [level.name, level.shares]));
  const own = shares.get(name);
  if (own === undefined) return missing(`nobody read how many shares the level ${name} has`);
  const sum = [...shares.values()].reduce((total, one) => total + one, 0);
  return known(Math.ceil((all * own) / sum), `shares of ${name} among those of all levels, and the flags`);
}

/** The levels as kube-apiserver makes them, with what was set. */
function usualLevels(view: TrialView): readonly { readonly name: string; readonly shares: number }[] {
  return parameters.flatMap(({ id, set }) =>
    set.by === "api-object" && set.path.endsWith(".nominalConcurrencyShares")
      ? [{ name: set.name, shares: configured(view, id).value }]
      : [],
  );
}
