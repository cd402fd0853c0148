import { setTimeout as sleep } from "node:timers/promises";
import type { PointId } from "../../knowledge/index.ts";
import type { LogFile } from "../../provisioners/index.ts";
import type { TokenWait } from "../trial/record.ts";
import { linesWith, tokenWaitOf, waitMessages } from "./component-log.ts";
import type { LogLine } from "./log-line.ts";
import { openTail, type LogTail } from "./log-tail.ts";
import type { Observations, ObserverFactory, SeenPod } from "./observer.ts";
import { absentLog, logsOf, type Source } from "./sources.ts";

/** What a component's log says, and where. */
export interface ComponentLog {
  readonly component: Exclude<LogFile["source"], "audit" | "containerd">;
  readonly points: readonly PointId[];
  /** The messages that `read` wants to see. */
  readonly messages: readonly string[];
  /** What the lines of one file show. */
  readonly read: (lines: readonly LogLine[], namespace: string) => Observations;
  /** False while a line about these pods is still to come; it is waited for, but not for ever. */
  readonly isComplete?: (seen: Observations, pods: readonly SeenPod[]) => boolean;
}

/** How long a line that comes after the last container ran is waited for. */
const patienceMs = 3000;
const pauseMs = 100;

/** A component's log as a source: its points, and the waits for its client's token bucket. */
export function componentLogSource(log: ComponentLog): Source {
  const name = `${log.component} log`;
  return {
    name,
    points: log.points,
    absence: (cluster) => absentLog(cluster, log.component),
    observe: componentLogObserver(name, log),
  };
}

function componentLogObserver(name: string, log: ComponentLog): ObserverFactory {
  return ({ cluster }) => {
    let tails: readonly LogTail[] = [];
    const read = async (): Promise<Observations> => {
      const files = await Promise.all(tails.map((tail) => tail.lines()));
      return joined(files.map((lines) => observationsIn(lines, log, cluster.namespace)));
    };
    return {
      name,
      async begin() {
        tails = await Promise.all(logsOf(cluster, log.component).map(openTail));
      },
      async end(pods) {
        try {
          const until = performance.now() + patienceMs;
          let seen = await read();
          while (pods !== undefined && log.isComplete?.(seen, pods) === false && performance.now() < until) {
            await sleep(pauseMs);
            seen = await read();
          }
          return seen;
        } finally {
          await Promise.all(tails.map((tail) => tail.close()));
        }
      },
    };
  };
}

function observationsIn(lines: readonly string[], log: ComponentLog, namespace: string): Observations {
  const found = [...linesWith(lines, [...log.messages, ...waitMessages])];
  const waits = new Map<string, TokenWait>();
  for (const line of found) {
    const wait = tokenWaitOf(log.component, line);
    // A wait of more than a second is written twice, at two verbosities; its nanoseconds tell.
    if (wait !== undefined) waits.set(`${String(wait.waited)} ${wait.verb} ${wait.url}`, wait);
  }
  return { ...log.read(found, namespace), waits: [...waits.values()] };
}

function joined(parts: readonly Observations[]): Observations {
  return {
    stamps: parts.flatMap(({ stamps = [] }) => stamps),
    waits: parts.flatMap(({ waits = [] }) => waits),
    syncs: parts.flatMap(({ syncs = [] }) => syncs),
    ownershipChanges: parts.flatMap(({ ownershipChanges = [] }) => ownershipChanges),
  };
}
