import type { PointId } from "../../knowledge/index.ts";
import type { Cluster, LogFile, Right } from "../../provisioners/index.ts";
import type { UnseenSource } from "../trial/record.ts";
import { LogLossError } from "./log-tail.ts";
import type { Observer, ObserverFactory } from "./observer.ts";

/** Why a source cannot be read on a cluster. */
export interface Absence {
  /** One sentence. */
  readonly why: string;
  readonly rights?: readonly Right[];
}

/** Something that may be observed, where the cluster offers it. */
export interface Source {
  readonly name: string;
  /** The points that it shows, in order. */
  readonly points: readonly PointId[];
  /** Undefined when the cluster offers it. */
  absence(cluster: Cluster): Absence | undefined;
  readonly observe: ObserverFactory;
}

/** The files of one kind of log. */
export function logsOf(cluster: Cluster, source: LogFile["source"]): readonly LogFile[] {
  return cluster.logs.filter((candidate) => candidate.source === source);
}

/** That a cluster gives no access to a log. */
export function absentLog(cluster: Cluster, source: LogFile["source"]): Absence | undefined {
  return logsOf(cluster, source).length > 0
    ? undefined
    : {
        why:
          cluster.readOnly === true
            ? `it lies on the cluster's own machines, where no right of the API gives access to it`
            : `the cluster gives no access to the ${source} log`,
      };
}

/** That Columbo asked for these rights and lacks some; a right that nobody asked about is there. */
export function absentRight({ rights = [] }: Cluster, wanted: readonly Right[]): Absence | undefined {
  const lacking = rights.filter(
    (right) =>
      !right.allowed &&
      wanted.some(({ verb, resource }) => right.verb === verb && right.resource === resource),
  );
  if (lacking.length === 0) return undefined;
  const verbs = [...new Set(lacking.map(({ verb }) => verb))].join(" or ");
  const resources = [...new Set(lacking.map(({ resource, path }) => resource ?? path ?? ""))].join(" or ");
  return {
    why: `Columbo may not ${verbs} ${resources}`,
    rights: lacking.map(({ allowed: _allowed, purpose: _purpose, ...right }) => right),
  };
}

/**
 * An observer of a source that the trial can do without: what keeps it from being read does not end the trial but is
 * reported as unseen.
 */
export function tolerant(source: Source): ObserverFactory {
  return (trial): Observer => {
    const unseen = (absence: Absence): { readonly unseen: readonly UnseenSource[] } => ({
      unseen: [{ source: source.name, points: source.points, ...absence }],
    });
    const absence = source.absence(trial.cluster);
    if (absence !== undefined)
      return {
        name: source.name,
        begin: () => Promise.resolve(),
        end: () => Promise.resolve(unseen(absence)),
      };
    let broken: Absence | undefined;
    const observer = source.observe({
      ...trial,
      broken: (error) => {
        broken ??= { why: error.message };
      },
    });
    return {
      name: source.name,
      begin: () =>
        observer.begin().catch((error: unknown) => {
          broken ??= absenceOf(error);
        }),
      settled: async () => {
        if (broken === undefined) await observer.settled?.();
      },
      async end(pods) {
        // Also when it is broken: it may have something to put back.
        const seen = await observer.end(pods).catch((error: unknown) => {
          broken ??= absenceOf(error);
          return {};
        });
        return broken === undefined ? seen : unseen(broken);
      },
    };
  };
}

function absenceOf(error: unknown): Absence {
  if (error instanceof LogLossError) return { why: error.message };
  return { why: `it could not be read: ${error instanceof Error ? error.message : String(error)}` };
}
