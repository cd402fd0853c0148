import { agentFor } from "./api-request.ts";
import type { ObserverFactory } from "./observer.ts";
import { watch, type Watch, type WatchLine } from "./watch.ts";
import type { Stamp } from "../timeline/timeline.ts";
import type { Warning } from "../trial/record.ts";

interface EventLine {
  readonly object: {
    readonly metadata: { readonly name: string };
    readonly type?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly involvedObject?: { readonly kind?: string; readonly name?: string };
  };
}

const source = "Scheduled event";

/**
 * When an event was made, milliseconds since the epoch: its name ends in the nanoseconds, in hexadecimal,
 * at which the component recorded it, while its own time stamps are whole seconds
 * (client-go tools/record/util/util.go). Undefined for a name of another form.
 */
export function timeInEventName(name: string): number | undefined {
  const digits = /\.([0-9a-f]{15,16})$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(BigInt(`0x${digits}`) / 1000n) / 1000;
}

/** Bindings as the scheduler's events show them, and what the cluster warned of. */
export const eventWatch: ObserverFactory = ({ cluster, broken }) => {
  const lines: WatchLine[] = [];
  const agent = agentFor(cluster.identity);
  let following: Watch | undefined;
  return {
    name: "event watch",
    async begin() {
      const url = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/events?fieldSelector=`;
      following = await watch({ agent, url, onLine: (line) => lines.push(line), onBroken: broken });
    },
    end() {
      following?.stop();
      agent.destroy();
      const stamps: Stamp[] = [];
      const warnings: Warning[] = [];
      for (const { at, text } of lines) {
        const { object } = JSON.parse(text) as EventLine;
        const made = timeInEventName(object.metadata.name);
        const { kind, name: pod } = object.involvedObject ?? {};
        if (object.reason === "Scheduled" && kind === "Pod" && pod !== undefined && made !== undefined)
          stamps.push({ point: "binding-stored", pod, at: made, source, precision: 1 });
        if (object.type === "Warning")
          warnings.push({
            at: made ?? at,
            reason: object.reason ?? "",
            object: pod ?? "",
            message: object.message ?? "",
          });
      }
      return Promise.resolve({ stamps, warnings });
    },
  };
};
