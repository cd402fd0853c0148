import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../provisioners/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import type { Warning } from "../trial/record.ts";
import { connectTo } from "./api-request.ts";
import { containerIn, eventPoints, isAfterSandbox, pointOfReason } from "./event-points.ts";
import { FirstStamps } from "./first-stamps.ts";
import { pullsIn, type PullEvent } from "./image-pulls.ts";
import type { SeenPod } from "./observer.ts";
import { absentRight, logsOf, type Source } from "./sources.ts";
import { watch, type Watch, type WatchLine } from "./watch.ts";

interface EventLine {
  readonly object: {
    readonly metadata: { readonly name: string };
    readonly type?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly involvedObject?: { readonly name?: string; readonly fieldPath?: string };
    readonly source?: { readonly host?: string };
  };
}

const source = "event names";
/** An event's name holds nanoseconds, taken where the component makes the event. */
const precision = 0.001;

/** Events come late: their sender has a token bucket of its own, 50 a second for a kubelet. */
const longestWaitMs = 20_000;
/** When nothing has come for so long, the rest was dropped: events are sent without a promise. */
const quietMs = 2000;

/**
 * When an event was made, milliseconds since the epoch: its name ends in the nanoseconds, in hexadecimal,
 * at which the component recorded it, while its own time stamps are whole seconds
 * (client-go tools/record/util/util.go). Undefined for a name of another form.
 */
export function timeInEventName(name: string): number | undefined {
  const digits = /\.([0-9a-f]{15,16})$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(BigInt(`0x${digits}`) / 1000n) / 1000;
}

/**
 * The events of the trial: what the cluster warned of, and when kubelets had an image, created and started a
 * container. A kubelet's events about one object are cut off after 25 (client-go tools/record/events_cache.go), so of
 * a pod of many containers only the first ones are seen here.
 */
export const eventWatch: Source = {
  name: source,
  points: [
    ...(["job-unpacked", "pod-received", "pod-stored", "binding-received", "binding-stored"] as const),
    "sandbox-ready",
    ...eventPoints,
  ],
  absence: (cluster) =>
    absentRight(cluster, [
      { verb: "list", resource: "events" },
      { verb: "watch", resource: "events" },
    ]),
  observe({ cluster, trial, isRollout, broken }) {
    const lines: WatchLine[] = [];
    const connection = connectTo(cluster);
    let following: Watch | undefined;
    return {
      name: source,
      async begin() {
        const url = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/events?fieldSelector=${selectorFor(cluster)}`;
        following = await watch({ connection, url, onLine: (line) => lines.push(line), onBroken: broken });
      },
      async end(pods = []) {
        await untilAllStarted(lines, startsWanted(cluster, pods));
        following?.stop();
        connection.destroy();
        const stamps = new FirstStamps();
        const of = isRollout === true ? new Set(pods.map(({ name }) => name)) : trial;
        for (const line of lines) for (const stamp of stampsOf(line, of)) stamps.add(stamp);
        return {
          stamps: stamps.all(),
          warnings: lines.flatMap((line) => warningOf(line, of)),
          pulls: pullsIn(lines.flatMap((line) => pullEventOf(line, of))),
        };
      },
    };
  },
};

/** Kubelets that send events; hollow ones have no client for them. */
const senders: ReadonlySet<string> = new Set(["real", "virtual", "existing"]);

/** Only what is worth its cost: without a kubelet that sends events, an event would only say what others say better. */
function selectorFor(cluster: Cluster): string {
  const { nodes } = cluster;
  // A cluster whose nodes are not known may have any.
  const isSilent = nodes.length > 0 && !nodes.some(({ kind }) => senders.has(kind));
  if (isSilent) return encodeURIComponent("type=Warning");
  return encodeURIComponent(
    logsOf(cluster, "audit").length > 0 ? "reason!=Scheduled,reason!=SuccessfulCreate" : "",
  );
}

/** How many containers' starts kubelets will tell of: past eight containers of a pod they fall silent. */
function startsWanted({ nodes }: Cluster, pods: readonly SeenPod[]): number {
  const kinds = new Map(nodes.map(({ name, kind }) => [name, kind]));
  return pods
    .filter(({ node }) => node !== undefined && senders.has(kinds.get(node) ?? "existing"))
    .reduce((sum, { containers }) => sum + Math.min(8, containers.length), 0);
}

async function untilAllStarted(lines: readonly WatchLine[], wanted: number): Promise<void> {
  const until = performance.now() + longestWaitMs;
  let known = -1;
  let since = performance.now();
  for (;;) {
    if (lines.length !== known) {
      since = performance.now();
      known = lines.length;
    }
    const seen = lines.filter(({ text }) => text.includes('"reason":"Started"')).length;
    if (seen >= wanted || performance.now() > until || performance.now() - since > quietMs) return;
    await sleep(50);
  }
}

/** Whose events are meant: a trial's, by its label, or those of some pods, by their names. */
type Belonging = string | ReadonlySet<string>;

/** What a line of the watch shows of the trial's pods. */
export function stampsOf({ text }: WatchLine, trial: Belonging): readonly Stamp[] {
  const event = eventIn(text, trial);
  const { name, fieldPath } = event?.involvedObject ?? {};
  const at = event === undefined ? undefined : timeInEventName(event.metadata.name);
  if (event === undefined || name === undefined || at === undefined) return [];
  const common = { at, source, precision };
  const late = { ...common, late: true } as const;
  // The controller and the scheduler say so when the API server has answered, which is after it was stored.
  const created = createdPod(event);
  if (created !== undefined)
    return [
      { point: "job-unpacked", job: name, ...late },
      { point: "pod-received", pod: created, ...late },
      { point: "pod-stored", pod: created, ...late },
    ];
  if (event.reason === "Scheduled")
    return [
      { point: "binding-received", pod: name, ...late },
      { point: "binding-stored", pod: name, ...late },
    ];
  const [point, container] = [pointOfReason(event.reason), containerIn(fieldPath)];
  return [
    ...(point === undefined || container === undefined ? [] : [{ point, pod: name, container, ...common }]),
    ...(isAfterSandbox(event.reason, fieldPath)
      ? [{ point: "sandbox-ready", pod: name, ...late } as const]
      : []),
  ];
}

/**
 * The pod that a controller says it created. Past ten of one object its events are combined: those keep the name, and
 * so the time, of the first, and their message begins with another word (client-go tools/record/events_cache.go).
 */
function createdPod({ reason, message = "" }: EventLine["object"]): string | undefined {
  return reason === "SuccessfulCreate" ? /^Created pod: (\S+)$/.exec(message)?.[1] : undefined;
}

/** A line of the watch as a warning; none when it is about an object that does not belong to the trial. */
export function warningOf({ at, text }: WatchLine, trial: Belonging): readonly Warning[] {
  const event = eventIn(text, trial);
  if (event?.type !== "Warning") return [];
  return [
    {
      at: timeInEventName(event.metadata.name) ?? at,
      reason: event.reason ?? "",
      object: event.involvedObject?.name ?? "",
      message: event.message ?? "",
    },
  ];
}

/** A line of the watch as what a kubelet says of a container's image. */
function pullEventOf({ at, text }: WatchLine, trial: Belonging): readonly PullEvent[] {
  const event = eventIn(text, trial);
  const { reason = "", message = "", involvedObject, source: sender } = event ?? {};
  const container = containerIn(involvedObject?.fieldPath);
  if (event === undefined || container === undefined || !["Pulling", "Pulled"].includes(reason)) return [];
  return [
    {
      ...{ pod: involvedObject?.name ?? "", container, reason, message },
      ...(sender?.host === undefined ? {} : { node: sender.host }),
      at: timeInEventName(event.metadata.name) ?? at,
    },
  ];
}

/** The event of a line if it is about the trial: names of Jobs are or begin with its label, and pods' with their Job's. */
function eventIn(text: string, trial: Belonging): EventLine["object"] | undefined {
  const { object } = JSON.parse(text) as EventLine;
  const name = createdPod(object) ?? object.involvedObject?.name ?? "";
  const isOurs = typeof trial === "string" ? name === trial || name.startsWith(`${trial}-`) : trial.has(name);
  return isOurs ? object : undefined;
}
