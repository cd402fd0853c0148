import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";

/** A priority level as kube-apiserver makes it, and who is in it. */
interface Level {
  readonly name: string;
  readonly who: string;
  readonly shares: number;
  readonly lendable: number;
  readonly queueLength?: number;
  /** Line of its shares in the source. */
  readonly line: number;
}

const levels: readonly Level[] = [
  { name: "system", who: "kubelets' pods, statuses, tokens and events", shares: 30, lendable: 33, line: 174 },
  { name: "node-high", who: "nodes and their leases", shares: 40, lendable: 25, line: 191 },
  { name: "leader-election", who: "leader elections", shares: 10, lendable: 0, line: 209 },
  {
    name: "workload-high",
    who: "the controllers and the scheduler",
    shares: 40,
    lendable: 50,
    queueLength: 50,
    line: 227,
  },
  {
    name: "workload-low",
    who: "other service accounts, such as operators'",
    shares: 100,
    lendable: 90,
    line: 245,
  },
  { name: "global-default", who: "ordinary users", shares: 20, lendable: 50, queueLength: 50, line: 263 },
];

const common = (level: Level, field: string, path: string) =>
  ({
    id: `kube-apiserver.PriorityLevelConfiguration.${level.name}.${field}`,
    component: "kube-apiserver",
    type: "integer",
    stages: ["S1", "S3", "S4"],
    goesWith: [],
    set: {
      by: "api-object",
      kind: "PriorityLevelConfiguration",
      name: level.name,
      path: `spec.limited.${path}`,
    },
    kubeadm: "none: it is an object of the API, which holds until the next kube-apiserver with other ones",
    restart: "none",
  }) as const;

const lines = (...of: readonly number[]): string =>
  verifiedSource(`kubernetes v1.34.4 apiserver/pkg/apis/flowcontrol/bootstrap/default.go:${of.join(",")}`);

function parametersOf(level: Level): readonly Parameter[] {
  const { name, who, shares, lendable, queueLength, line } = level;
  return [
    {
      ...common(level, "nominalConcurrencyShares", "nominalConcurrencyShares"),
      title: `share of all seats that is the level ${name}'s: ${who}`,
      unit: "shares",
      defaults: [{ since: OLDEST_VERIFIED, value: shares }],
      range: { min: 1, max: 10_000 },
      mechanism: { kind: "seat-pool", pool: `level-${name}` },
      formula:
        "seats = ceil((max-requests-inflight + max-mutating-requests-inflight) x shares / sum of all levels' shares, 245); a level waits when arrivals x latency > its seats and what it borrows",
      risk: "the other levels get fewer seats",
      source: lines(line),
    },
    {
      ...common(level, "lendablePercent", "lendablePercent"),
      title: `share of the level ${name}'s seats that other levels may use while it does not: ${who}`,
      unit: "%",
      defaults: [{ since: OLDEST_VERIFIED, value: lendable }],
      range: { min: 0, max: 100 },
      mechanism: { kind: "seat-pool", pool: `level-${name}-lending` },
      formula:
        "seats that stay = seats - round(seats x percent / 100); what is lent is worked out every 10 s",
      risk: "a high share leaves the level short for up to 10 s when it needs its seats all at once",
      source: lines(line + 1),
    },
    ...(queueLength === undefined
      ? []
      : [
          {
            ...common(level, "queueLengthLimit", "limitResponse.queuing.queueLengthLimit"),
            title: `requests that wait in one of the level ${name}'s queues: ${who}`,
            unit: "requests",
            defaults: [{ since: OLDEST_VERIFIED, value: queueLength }],
            range: { min: 1, max: 10_000 },
            mechanism: { kind: "capacity", of: `queue-${name}` },
            formula:
              "a flow has 6 queues, so the request after 6 x limit waiting ones gets 429; a flow is a namespace in workload-high, a user in global-default",
            risk: "more memory, and requests that wait until their deadline",
            source: lines(line + 9),
          } satisfies Parameter,
        ]),
  ];
}

/** What the API gives to a level that somebody made and did not say more of (flowcontrol/v1 types.go). */
const unnamed = { shares: 30, lendable: 0, queueLength: 50, line: 227 };
const pattern = /^kube-apiserver\.prioritylevelconfiguration\.([a-z0-9.-]+)\.[a-z]+$/;

/**
 * A parameter of a level that is none of the suggested ones, by its id; undefined where the id is no level's. Its default
 * is the API's: what a cluster has only the cluster knows.
 */
export function ownLevelParameter(id: string): Parameter | undefined {
  const asked = id.toLowerCase();
  const name = pattern.exec(asked)?.[1];
  if (name === undefined || levels.some((level) => level.name === name)) return undefined;
  const who = "the requests that a FlowSchema leads there";
  return parametersOf({ ...unnamed, name, who }).find((parameter) => parameter.id.toLowerCase() === asked);
}

/** The suggested levels of priority-and-fairness: objects of the API, changed while everything runs. */
export const priorityLevels: readonly Parameter[] = levels.flatMap(parametersOf);
