import type { Pool } from "./path.ts";
import { limit, product, value, type Quantity } from "./quantity.ts";

/**
 * The suggested priority levels with their shares of all seats, and the percentage of their own that they lend
 * (apiserver v0.34.4 pkg/apis/flowcontrol/bootstrap/default.go). Those that nobody of the path is in lend.
 */
const levels = {
  system: { shares: 30, lendable: 33 },
  "node-high": { shares: 40, lendable: 25 },
  "leader-election": { shares: 10, lendable: 0 },
  "workload-high": { shares: 40, lendable: 50 },
  "workload-low": { shares: 100, lendable: 90 },
  "global-default": { shares: 20, lendable: 50 },
  "catch-all": { shares: 5, lendable: 0 },
} as const;
type Level = keyof typeof levels;
const names = Object.keys(levels) as readonly Level[];

/** Queues that a flow's requests are dealt to, and how many wait in one where nothing else is said. */
const [queuesOfFlow, queueLength] = [6, 50];
/** The part of the longest time of a request that it may be in line (apiserver pkg/server/config.go:1026). */
const patience = 0.25;

type Limits = Readonly<Record<string, number>>;
const field = (level: Level, name: string): string =>
  `kube-apiserver.PriorityLevelConfiguration.${level}.${name}`;
const sharesOf = (limits: Limits, level: Level): number =>
  limits[field(level, "nominalConcurrencyShares")] ?? levels[level].shares;

/**
 * Seats of a level: its share of both numbers together, rounded up (apiserver pkg/util/flowcontrol/apf_controller.go:863).
 */
function seatsOf(limits: Limits, level: Level): number {
  const total =
    (limits["kube-apiserver.max-requests-inflight"] ?? 0) +
    (limits["kube-apiserver.max-mutating-requests-inflight"] ?? 0);
  const all = names.reduce((sum, name) => sum + sharesOf(limits, name), 0);
  return Math.max(1, Math.ceil((total * sharesOf(limits, level)) / all));
}

/** Seats that a level keeps in any case. */
function keptBy(limits: Limits, level: Level): number {
  const seats = seatsOf(limits, level);
  const percent = limits[field(level, "lendablePercent")] ?? levels[level].lendable;
  return seats - Math.round((seats * percent) / 100);
}

const lineOf = (length: Quantity): NonNullable<Pool["line"]> => ({
  atMost: product(queuesOfFlow, length),
  patience: product(patience, limit("kube-apiserver.request-timeout")),
});

/** Requests of one kind are one flow: a namespace's in workload-high, a user's in the others. */
const poolOf = (level: Level): Pool => ({
  per: "cluster",
  workers: (limits) => seatsOf(limits, level),
  line: lineOf((limits) => limits[field(level, "queueLengthLimit")] ?? queueLength),
  lends: { among: "seats", atLeast: (limits) => keptBy(limits, level) },
});

/** Seats of a priority level of the controllers' own; 0 = they have none. */
export const controllerSeats = value("controllerSeats");

/** Seats of each level. A level that a cluster gave to the controllers alone neither lends nor borrows. */
export const levelPools: Readonly<Record<`seats-${Level}` | "seats-own", Pool>> = {
  "seats-system": poolOf("system"),
  "seats-node-high": poolOf("node-high"),
  "seats-leader-election": poolOf("leader-election"),
  "seats-workload-high": poolOf("workload-high"),
  "seats-workload-low": poolOf("workload-low"),
  "seats-global-default": poolOf("global-default"),
  "seats-catch-all": poolOf("catch-all"),
  "seats-own": { per: "cluster", workers: controllerSeats, line: lineOf(queueLength) },
};
