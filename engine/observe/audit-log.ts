import { loadsIn, type SentRequest } from "./client-loads.ts";
import type { Observer } from "./observer.ts";
import { openTail, type LogTail } from "./log-tail.ts";
import { absentLog, logsOf, type Source } from "./sources.ts";
import { comparePoints, type PointId } from "../../knowledge/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import type { AuditedRequest } from "../trial/record.ts";

interface AuditEvent {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly userAgent?: string;
  readonly objectRef?: {
    readonly resource: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly responseStatus?: { readonly code?: number };
  readonly responseObject?: { readonly metadata?: { readonly name?: string } };
}

const source = "audit log";
/** Audit time stamps are MicroTime: whole microseconds. */
const precision = 0.001;

const received: Readonly<Record<string, PointId>> = {
  "get jobs": "job-read",
  "create jobs": "job-received",
  "create pods": "pod-received",
  "create pods/binding": "binding-received",
};
const stored: Readonly<Record<string, PointId>> = {
  "create jobs": "job-stored",
  "create pods": "pod-stored",
  "create pods/binding": "binding-stored",
};

/** Milliseconds since the epoch of a MicroTime; Date alone would cut the microseconds off. */
export function microTime(text: string): number {
  const fraction = /\.(\d{3})(\d+)Z$/.exec(text)?.[2] ?? "";
  return Date.parse(text) + Number(`0.${fraction}0`);
}

/** When the API server received and had stored each object of the Job path. */
export const auditLog: Source = {
  name: source,
  points: [...Object.values(received), ...Object.values(stored)].sort(comparePoints),
  absence: (cluster) => absentLog(cluster, "audit"),
  observe({ cluster }): Observer {
    let tails: readonly LogTail[] = [];
    return {
      name: source,
      async begin() {
        tails = await Promise.all(logsOf(cluster, "audit").map(openTail));
      },
      async end() {
        try {
          const lines = (await Promise.all(tails.map((tail) => tail.lines()))).flat();
          const events = lines.flatMap(eventIn);
          const requests = events.flatMap((event) => requestIn(event, cluster.namespace));
          return {
            stamps: withoutLateReads(requests.flatMap(stampsOf)),
            requests,
            loads: loadsIn(events.flatMap(sentIn)),
          };
        } finally {
          await Promise.all(tails.map((tail) => tail.close()));
        }
      },
    };
  },
};

/** The event of a line; none of a line that was cut. */
function eventIn(line: string): readonly AuditEvent[] {
  try {
    return [JSON.parse(line) as AuditEvent];
  } catch {
    return [];
  }
}

/** The request of an event, if it is about an object of this namespace. */
function requestIn(event: AuditEvent, namespace: string): readonly AuditedRequest[] {
  return event.objectRef?.namespace === namespace ? [requestOf(event, event.objectRef)] : [];
}

/** The request of an event, whatever it is about. */
function sentIn({ verb, user, userAgent = "", objectRef, ...times }: AuditEvent): readonly SentRequest[] {
  if (objectRef === undefined) return [];
  const latency = microTime(times.stageTimestamp) - microTime(times.requestReceivedTimestamp);
  return [{ user: user.username, userAgent, verb, resource: objectRef.resource, latency }];
}

/** A Job's read belongs to its path only before its creation: whoever looks later is somebody else. */
function withoutLateReads(stamps: readonly Stamp[]): readonly Stamp[] {
  const received = new Map(
    stamps.flatMap(({ point, job, at }) => (point === "job-received" ? [[job, at] as const] : [])),
  );
  return stamps.filter(
    ({ point, job, at }) => point !== "job-read" || at < (received.get(job) ?? Number.POSITIVE_INFINITY),
  );
}

function requestOf(event: AuditEvent, ref: NonNullable<AuditEvent["objectRef"]>): AuditedRequest {
  const receivedAt = microTime(event.requestReceivedTimestamp);
  // Pods of a Job are created by generateName: only the response knows the name.
  const name = ref.name ?? event.responseObject?.metadata?.name;
  return {
    verb: event.verb,
    resource: ref.subresource === undefined ? ref.resource : `${ref.resource}/${ref.subresource}`,
    user: event.user.username,
    ...(name === undefined ? {} : { name }),
    receivedAt,
    latency: microTime(event.stageTimestamp) - receivedAt,
    code: event.responseStatus?.code ?? 0,
  };
}

function stampsOf(request: AuditedRequest): Stamp[] {
  const kind = `${request.verb} ${request.resource}`;
  const { name } = request;
  if (name === undefined || (request.code >= 400 && request.verb !== "get")) return [];
  const object = request.resource === "jobs" ? { job: name } : { pod: name };
  const stamp = (point: PointId | undefined, at: number): Stamp[] =>
    point === undefined ? [] : [{ point, ...object, at, source, precision }];
  return [
    ...stamp(received[kind], request.receivedAt),
    ...stamp(stored[kind], request.receivedAt + request.latency),
  ];
}
