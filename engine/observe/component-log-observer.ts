import type { PointId } from "../../knowledge/index.ts";
import type { LogFile } from "../../provisioners/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import type { TokenWait } from "../trial/record.ts";
import { linesWith, logPrecisionMs, tokenWaitOf, waitMessage, type LogLine } from "./component-log.ts";
import { openTail, type LogTail } from "./log-tail.ts";
import type { ObserverFactory } from "./observer.ts";
import { logOf } from "./sources.ts";

/** Which lines of a component's log show which points. */
export interface ComponentLog {
  readonly component: Exclude<LogFile["source"], "audit" | "containerd">;
  /** Message to point; only the first line of a message about an object counts, later ones are later tries. */
  readonly points: Readonly<Record<string, PointId>>;
  /** The Job or the pod that a line speaks of; undefined when it is not in this namespace. */
  readonly objectOf: (line: LogLine, namespace: string) => Pick<Stamp, "job" | "pod"> | undefined;
}

/** An observer of a component's JSON log: its points, and the waits for its client's token bucket. */
export function componentLogObserver(log: ComponentLog): ObserverFactory {
  const source = `${log.component} log`;
  const messages = [...Object.keys(log.points), waitMessage];
  return ({ cluster }) => {
    let tail: LogTail;
    return {
      name: source,
      async begin() {
        tail = await openTail(logOf(cluster, log.component));
      },
      async end() {
        const stamps = new Map<string, Stamp>();
        const waits: TokenWait[] = [];
        for (const line of linesWith(await tail.lines(), messages)) {
          const wait = line.msg === waitMessage ? tokenWaitOf(log.component, line) : undefined;
          if (wait !== undefined) waits.push(wait);
          const point = log.points[line.msg];
          const object = log.objectOf(line, cluster.namespace);
          if (point === undefined || object === undefined) continue;
          const key = `${point} ${object.job ?? object.pod ?? ""}`;
          if (!stamps.has(key))
            stamps.set(key, { point, ...object, at: line.ts, source, precision: logPrecisionMs });
        }
        return { stamps: [...stamps.values()], waits };
      },
    };
  };
}
