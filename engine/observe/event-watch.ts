import { connectTo } from "./api-request.ts";
import type { ObserverFactory } from "./observer.ts";
import { watch, type Watch, type WatchLine } from "./watch.ts";
import type { Warning } from "../trial/record.ts";

interface EventLine {
  readonly object: {
    readonly metadata: { readonly name: string };
    readonly type?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly involvedObject?: { readonly name?: string };
  };
}

/**
 * When an event was made, milliseconds since the epoch: its name ends in the nanoseconds, in hexadecimal,
 * at which the component recorded it, while its own time stamps are whole seconds
 * (client-go tools/record/util/util.go). Undefined for a name of another form.
 */
export function timeInEventName(name: string): number | undefined {
  const digits = /\.([0-9a-f]{15,16})$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(BigInt(`0x${digits}`) / 1000n) / 1000;
}

/** What the cluster warned of while the trial ran, about its Jobs and pods. */
export const eventWatch: ObserverFactory = ({ cluster, trial, broken }) => {
  const lines: WatchLine[] = [];
  const connection = connectTo(cluster);
  let following: Watch | undefined;
  return {
    name: "event watch",
    async begin() {
      // Ordinary events are two for every pod: sending them here would cost the API server work in the trial.
      const url = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/events?fieldSelector=type%3DWarning`;
      following = await watch({ connection, url, onLine: (line) => lines.push(line), onBroken: broken });
    },
    end() {
      following?.stop();
      connection.destroy();
      return Promise.resolve({ warnings: lines.flatMap((line) => warningOf(line, trial)) });
    },
  };
};

/** A line of the watch as a warning; none when it is about an object that does not belong to the trial. */
export function warningOf({ at, text }: WatchLine, trial: string): Warning[] {
  const { object: event } = JSON.parse(text) as EventLine;
  // Names of Jobs are or begin with the trial's label, and names of pods begin with their Job's.
  const name = event.involvedObject?.name ?? "";
  if (event.type !== "Warning" || (name !== trial && !name.startsWith(`${trial}-`))) return [];
  return [
    {
      at: timeInEventName(event.metadata.name) ?? at,
      reason: event.reason ?? "",
      object: name,
      message: event.message ?? "",
    },
  ];
}
